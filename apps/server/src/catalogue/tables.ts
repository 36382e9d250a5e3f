import { type ListQuery, STANDING_SERVICE_STATUSES } from '@omnicrm/contract'
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { Database } from '../platform/database/schema.ts'
import type { ProductTable } from '../platform/database/tables/catalogue.ts'
import { type ListPage, likePattern, listRows } from '../platform/lists.ts'
import { withinReach } from '../platform/reach.ts'

export type ProductRow = Selectable<ProductTable>

/** A service that a customer has: what products that rely on others look at. */
export type OwnedService = {
  service_id: number
  customer_id: number
  product_id: number
  product_slug: string
  service_type: string | null
}

export type ProductFilter = {
  category?: string | undefined
  service_type?: string | undefined
  residential?: boolean | undefined
  business?: boolean | undefined
  search?: string | undefined
}

export function findProduct(context: Context, productId: number): Promise<ProductRow | undefined> {
  return context.db.selectFrom('product').selectAll().where('product_id', '=', productId).executeTakeFirst()
}

/** The slug is matched whatever its case. */
export function findProductBySlug(context: Context, slug: string): Promise<ProductRow | undefined> {
  return context.db
    .selectFrom('product')
    .selectAll()
    .where(sql`lower(product_slug)`, '=', slug.toLowerCase())
    .executeTakeFirst()
}

export function productsMatching(context: Context, filter: ProductFilter): Promise<ProductRow[]> {
  let query = context.db.selectFrom('product').selectAll()
  if (filter.category) query = query.where('category', '=', filter.category as ProductRow['category'])
  if (filter.service_type) query = query.where('service_type', '=', filter.service_type)
  if (filter.residential !== undefined) query = query.where('residential', '=', filter.residential)
  if (filter.business !== undefined) query = query.where('business', '=', filter.business)
  if (filter.search?.trim()) {
    const pattern = likePattern(filter.search.trim())
    query = query.where((row) =>
      row.or([row('product_name', 'ilike', pattern), row('features_list', 'ilike', pattern)]),
    )
  }
  return query.orderBy(sql`lower(product_name)`).orderBy('product_id').execute()
}

/** The whole catalogue, page by page, whatever is on sale. */
export function listProducts(context: Context, query: ListQuery): Promise<ListPage<ProductRow>> {
  return listRows(context, context.db.selectFrom('product').selectAll('product'), query, {
    sort: {
      product_id: sql.ref('product_id'),
      product_name: sql`lower(product_name)`,
      product_slug: sql`lower(product_slug)`,
      category: sql.ref('category'),
      service_type: sql.ref('service_type'),
      retail_cost: sql.ref('retail_cost'),
      retail_setup_cost: sql.ref('retail_setup_cost'),
      enabled: sql.ref('enabled'),
      available_from: sql.ref('available_from'),
      available_until: sql.ref('available_until'),
      created: sql.ref('created'),
      last_modified: sql.ref('last_modified'),
    },
    defaultSort: 'product_id',
    tieBreak: sql.ref('product_id'),
    search: [
      sql.ref('product_name'),
      sql.ref('product_slug'),
      sql.ref('features_list'),
      sql.ref('comment'),
      sql.ref('product_id'),
    ],
    filters: {
      category: sql.ref('category'),
      service_type: sql.ref('service_type'),
      enabled: sql.ref('enabled'),
      residential: sql.ref('residential'),
      business: sql.ref('business'),
      customer_can_purchase: sql.ref('customer_can_purchase'),
      provisioning_play: sql.ref('provisioning_play'),
    },
  })
}

/** What the customer has now, without services that have ended. */
export function standingServicesOf(context: Context, customerId: number): Promise<OwnedService[]> {
  return services(context).where('customer_service.customer_id', '=', customerId).execute()
}

/** One service that has not ended, within the caller's reach. */
export function findStandingService(context: Context, serviceId: number): Promise<OwnedService | undefined> {
  return services(context).where('customer_service.service_id', '=', serviceId).executeTakeFirst()
}

function services(context: Context): SelectQueryBuilder<Database, 'customer_service' | 'product', OwnedService> {
  return context.db
    .selectFrom('customer_service')
    .innerJoin('product', 'product.product_id', 'customer_service.product_id')
    .select([
      'customer_service.service_id',
      'customer_service.customer_id',
      'customer_service.product_id',
      'product.product_slug',
      'customer_service.service_type',
    ])
    .where('customer_service.service_status', 'in', [...STANDING_SERVICE_STATUSES])
    .where(withinReach(context, sql.ref('customer_service.customer_id')))
}
