import type { Service } from '@omnicrm/contract'

const ORDER = ['Active', 'Suspended', 'Pending Cancellation']

/** Services in use before those that have ended; the newest first within each. */
export function livingFirst<S extends Pick<Service, 'service_id' | 'service_status'>>(services: readonly S[]): S[] {
  const rank = ({ service_status }: S): number => {
    const at = ORDER.indexOf(service_status)
    return at < 0 ? ORDER.length : at
  }
  return [...services].sort((one, other) => rank(one) - rank(other) || other.service_id - one.service_id)
}
