import type { Service } from '@omnicrm/contract'

export type ServiceMark = { kind: 'auto_renew' } | { kind: 'ends'; date: string }

const SOON_MS = 7 * 86_400_000

/** What to notice about a service in a list: renews by itself, ends within 7 days. */
export function marksOf(
  service: Pick<Service, 'auto_renew' | 'service_deactivate_date' | 'contract_end_date' | 'service_status'>,
  now: Date,
): ServiceMark[] {
  if (service.service_status !== 'Active') return []
  const marks: ServiceMark[] = service.auto_renew ? [{ kind: 'auto_renew' }] : []
  // what renews does not end with its contract
  const end = service.service_deactivate_date ?? (service.auto_renew ? null : service.contract_end_date)
  const left = end === null ? Number.NaN : new Date(end).getTime() - now.getTime()
  if (end !== null && left >= 0 && left <= SOON_MS) marks.push({ kind: 'ends', date: end })
  return marks
}
