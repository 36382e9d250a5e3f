/** Other names under which one entity is read. */
const SAME: Record<string, string> = { customers: 'customer', utilities: 'search', topup: 'transaction' }

/** The entity that a path is about, by which reads are marked stale after a write: `/crm/site/site_id/:id` is `site`. */
export function entityOf(path: string): string {
  const [first = '', second = '', third = ''] = path.split('/').filter(Boolean)
  if (first !== 'crm') return SAME[first] ?? first
  const name =
    second === 'auth' || (second === 'inventory' && third === 'item_template') ? `${second}/${third}` : second
  return SAME[name] ?? name
}
