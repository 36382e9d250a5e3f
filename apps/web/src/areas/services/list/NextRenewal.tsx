import { type Service, serviceEndpoints } from '@omnicrm/contract'
import { useRead } from '../../../api/use-read.ts'
import { DateText } from '../../../components/figures.tsx'
import { soonestPlan } from '../soonest-plan.ts'

/** When a service renews next: "1 Feb 2025 (in 22 days)". Asked of the charging system for active ones only. */
export function NextRenewal({ service }: { service: Service }) {
  const { data } = useRead(
    serviceEndpoints.get,
    { params: { service_id: service.service_id } },
    { enabled: service.service_status === 'Active' },
  )
  return <DateText value={soonestPlan(data?.cgrates?.ActionPlans ?? [])?.NextExecTime} as="both" />
}
