import { type InputOf, type Service, type serviceEndpoints, ZServiceUpdate } from '@omnicrm/contract'
import { validateBy } from '../../../components/dialog/place-error.ts'

type Update = InputOf<(typeof serviceEndpoints)['update']>['body']

/** Statuses that staff set by hand; the others come about by cancelling and by time. */
export const EDITABLE_STATUSES = ['Active', 'Inactive', 'Suspended'] as const

export type ServiceValues = {
  service_name: string
  service_type: string
  service_status: string
  service_notes: string
  retail_cost: string | number
  wholesale_cost: string | number
  service_billed: boolean
  service_taxable: boolean
  service_visible_to_customer: boolean
  service_usage_visible_to_customer: boolean
  /** YYYY-MM-DD, empty for none, as are the other dates */
  service_active_date: string
  service_deactivate_date: string
  contract_end_date: string
  icon: string | null
  promo_code: string
  /** text of the id; null for none */
  site_id: string | null
  auto_renew: boolean
}

/** The form's values of a service. */
export function valuesOf(service: Service): ServiceValues {
  return {
    service_name: service.service_name ?? '',
    service_type: service.service_type ?? '',
    service_status: service.service_status,
    service_notes: service.service_notes ?? '',
    retail_cost: service.retail_cost,
    wholesale_cost: service.wholesale_cost ?? 0,
    service_billed: service.service_billed,
    service_taxable: service.service_taxable,
    service_visible_to_customer: service.service_visible_to_customer,
    service_usage_visible_to_customer: service.service_usage_visible_to_customer,
    service_active_date: dayOf(service.service_active_date),
    service_deactivate_date: dayOf(service.service_deactivate_date),
    contract_end_date: dayOf(service.contract_end_date),
    icon: service.icon,
    promo_code: service.promo_code ?? '',
    site_id: service.site_id === null ? null : String(service.site_id),
    auto_renew: service.auto_renew ?? false,
  }
}

/** What was changed, as the API takes it; what was left alone is not sent, so that nobody's change is undone. */
export function changesOf(before: ServiceValues, after: ServiceValues): Update {
  const dates = ['service_active_date', 'service_deactivate_date', 'contract_end_date']
  const changed = Object.entries(after).filter(([name, value]) => {
    const old = before[name as keyof ServiceValues]
    return String(old ?? '') !== String(value ?? '')
  })
  return Object.fromEntries(changed.map(([name, value]) => [name, dates.includes(name) ? value || null : value]))
}

const validate = validateBy(ZServiceUpdate)

/** Messages beside the fields, for what is changed only. */
export function serviceErrors(before: ServiceValues, after: ServiceValues): Record<string, string> {
  return validate(changesOf(before, after))
}

function dayOf(date: string | null): string {
  return date?.slice(0, 10) ?? ''
}
