import type { SearchHit } from '@omnicrm/contract'

/** Tab of the customer page that shows hits of a type; the customer itself has none. */
const TABS: Record<SearchHit['type'], string> = {
  customer: '',
  site: '#2',
  service: '#3',
  contact: '#4',
  inventory: '#8',
}

/** Where a hit leads [NAV-15, NAV-16]. */
export function resultLink({ type, customer_id }: Pick<SearchHit, 'type' | 'customer_id'>): string {
  if (customer_id === null) return '/inventory-items-list'
  return `/customers/${customer_id}${TABS[type]}`
}

/** What the opened page is to mark, read there by `useHighlight(type)`. */
export function highlightOf({ type, id }: Pick<SearchHit, 'type' | 'id'>): string {
  return `${type}:${id}`
}
