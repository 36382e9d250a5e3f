import type { ReceivedBy } from '@omnicrm/contract'
import {
  HIDDEN_SECRET,
  type PermissionName,
  SEARCH_TYPES,
  type SearchHit,
  STANDING_SERVICE_STATUSES,
  type searchEndpoints,
} from '@omnicrm/contract'
import { type RawBuilder, sql } from 'kysely'
import { isSecretLabel } from '../inventory/index.ts'
import type { Context } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'
import { reachOf, type Scope } from '../platform/guard/actor.ts'
import { likePattern } from '../platform/lists.ts'

type SearchQuery = ReceivedBy<typeof searchEndpoints.everything>['query']
type SearchType = SearchHit['type']

export type SearchPage = { hits: SearchHit[]; total: number }

/** What a caller must hold to get hits of a type, of all customers or of their own. */
const ACCESS: Record<SearchType, { permission: PermissionName; own: PermissionName }> = {
  customer: { permission: 'view_customer', own: 'view_own_customer' },
  contact: { permission: 'view_customer_contact', own: 'view_own_customer_contact' },
  site: { permission: 'view_customer_site', own: 'view_own_customer_site' },
  inventory: { permission: 'view_inventory', own: 'view_own_inventory' },
  service: { permission: 'view_customer_service', own: 'view_own_customer_service' },
}

const SORTS: Record<string, RawBuilder<unknown>> = {
  id: sql`id`,
  name: sql`lower(name)`,
  customer_id: sql`customer_id`,
  type: sql`rank`,
}

/**
 * Searches customers, contacts, sites, items and services, in that order, in exactly the columns of the data model (§10).
 * Only what the caller may see is found, and by default only what belongs to an Open customer; items that nobody has are
 * always found. Throws 400 for another sort or filter.
 */
export async function searchEverything(context: Context, query: SearchQuery): Promise<SearchPage> {
  const types = searchedTypes(context, query.filters)
  if (types.length === 0) return { hits: [], total: 0 }
  const parts = await selections(context, query)
  const union = sql.join(
    types.map(({ type, scope }) => parts[type](scope)),
    sql` union all `,
  )
  const { rows } = await sql<SearchHit>`
    select id, name, customer_id, type from (${union}) as hit
    order by ${ordering(query)} limit ${query.per_page} offset ${(query.page - 1) * query.per_page}`.execute(context.db)
  const counted = await sql<{ total: number }>`select count(*)::int as total from (${union}) as hit`.execute(context.db)
  return { hits: rows, total: counted.rows[0]?.total ?? 0 }
}

function ordering({ sort, order }: SearchQuery): RawBuilder<unknown> {
  if (sort === undefined) return sql`rank, id`
  const column = SORTS[sort]
  if (!column) throw invalid('sort', `must be one of: ${Object.keys(SORTS).join(', ')}`)
  return sql`${column} ${order === 'asc' ? sql`asc` : sql`desc`} nulls last, rank, id`
}

/** The types asked for of which the caller may see rows, each with how far. */
function searchedTypes(context: Context, filters: SearchQuery['filters']): { type: SearchType; scope: Scope }[] {
  const unknown = Object.keys(filters ?? {}).find((field) => field !== 'type')
  if (unknown) throw invalid('filters', `${unknown} is not a filter of the search; there are: type`)
  const wanted = filters?.type?.length ? filters.type : SEARCH_TYPES
  return SEARCH_TYPES.filter((type) => wanted.includes(type)).flatMap((type) => {
    const { permission, own } = ACCESS[type]
    const scope = reachOf(context.actor, [permission], own)
    return scope ? [{ type, scope }] : []
  })
}

/** Services that customers get to see, as in their own lists. */
const IN_SELF_CARE = sql`(v.service_visible_to_customer and v.service_status = any(${[...STANDING_SERVICE_STATUSES]}))`

type Selections = Record<SearchType, (scope: Scope) => RawBuilder<unknown>>

async function selections(context: Context, query: SearchQuery): Promise<Selections> {
  const pattern = likePattern(query.search)
  const open = query.search_closed_records ? sql`true` : sql`c.customer_status = 'Open'`
  const within = (scope: Scope): RawBuilder<unknown> =>
    scope.all ? sql`true` : sql`c.customer_id = ${scope.customerId}`
  const sealed = await sealedTexts(context)
  return {
    customer: (scope) => sql`
      select 1 as rank, c.customer_id as id, c.customer_name as name, c.customer_id, 'customer' as type
      from customer c where c.customer_name ilike ${pattern} and ${open} and ${within(scope)}`,
    contact: (scope) => sql`
      select 2 as rank, k.contact_id as id, concat_ws(' ', k.contact_firstname, k.contact_lastname) as name,
        k.customer_id, 'contact' as type
      from customer_contact k join customer c on c.customer_id = k.customer_id
      where ((k.contact_firstname || ' ' || k.contact_lastname) ilike ${pattern}
        or k.contact_email ilike ${pattern} or k.contact_phone ilike ${pattern}) and ${open} and ${within(scope)}`,
    site: (scope) => sql`
      select 3 as rank, s.site_id as id, s.site_name as name, s.customer_id, 'site' as type
      from customer_site s join customer c on c.customer_id = s.customer_id
      where s.site_name ilike ${pattern} and ${open} and ${within(scope)}`,
    inventory: (scope) => sql`
      select 4 as rank, i.inventory_id as id,
        case when i.inventory_template_id = any(${sealed.itemtext1}) then ${HIDDEN_SECRET} else i.itemtext1 end as name,
        i.customer_id, 'inventory' as type
      from inventory i left join customer c on c.customer_id = i.customer_id
      where ((i.itemtext1 ilike ${pattern} and i.inventory_template_id <> all(${sealed.itemtext1}))
        or (i.itemtext2 ilike ${pattern} and i.inventory_template_id <> all(${sealed.itemtext2})))
        and (${open} or i.customer_id is null) and ${within(scope)}`,
    service: (scope) => sql`
      select 5 as rank, v.service_id as id, coalesce(v.service_name, v.service_uuid) as name, v.customer_id,
        'service' as type
      from customer_service v join customer c on c.customer_id = v.customer_id
      where (v.service_name ilike ${pattern} or v.service_uuid ilike ${pattern}) and ${open} and ${within(scope)}
        and ${scope.all || context.actor.job ? sql`true` : IN_SELF_CARE}`,
  }
}

/** Templates of which the first or second text is a secret: it is stored sealed, neither found nor shown. */
async function sealedTexts(context: Context): Promise<Record<'itemtext1' | 'itemtext2', number[]>> {
  const templates = await context.db
    .selectFrom('inventory_template')
    .select(['inventory_template_id', 'itemtext1_label', 'itemtext2_label'])
    .execute()
  const withSecret = (name: 'itemtext1_label' | 'itemtext2_label'): number[] =>
    templates.filter((template) => isSecretLabel(template[name])).map((template) => template.inventory_template_id)
  return { itemtext1: withSecret('itemtext1_label'), itemtext2: withSecret('itemtext2_label') }
}
