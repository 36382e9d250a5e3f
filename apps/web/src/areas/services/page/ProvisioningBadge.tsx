import { provisionEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useCan } from '../../../app/use-can.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { JobStateBadge } from '../../provisioning/JobStateBadge.tsx'

/** How the last job of a service went; leads to it. Nothing for who may not see jobs. */
export function ProvisioningBadge({ serviceId }: { serviceId: number }) {
  const { t } = useTranslation()
  const mayView = useCan('view_provision')
  const { data } = useRead(
    provisionEndpoints.list,
    {
      query: { filters: JSON.stringify({ service_id: [serviceId] }), sort: 'provision_id', order: 'desc', per_page: 1 },
    },
    { enabled: mayView },
  )
  const [job] = data?.data ?? []
  if (!job) return null
  return (
    <AppLink to={`/provisioning/${job.provision_id}`} title={t('services:page.last_job', { id: job.provision_id })}>
      {t('services:page.provisioning')} <JobStateBadge job={job} />
    </AppLink>
  )
}
