import { type Product, productEndpoints, type ZProductQuery } from '@omnicrm/contract'
import type { z } from 'zod'
import { findCustomer } from '../customers/index.ts'
import type { Context } from '../platform/context.ts'
import { forbidden } from '../platform/errors.ts'
import type { Routes } from '../platform/http/routes.ts'
import { presentList } from '../platform/lists.ts'
import { missing } from '../platform/reach.ts'
import { presentProduct } from './present.ts'
import { isOnSale, mayBuy, missingDependencies, suitsBuyer } from './purchase-rules.ts'
import {
  findProduct,
  findProductBySlug,
  findStandingService,
  listProducts,
  type ProductRow,
  productsMatching,
  standingServicesOf,
} from './tables.ts'
import { cloneProduct, createProduct, type PlayExists, removeProduct, updateProduct } from './write-product.ts'

/** What the domains above tell this one. */
export type CataloguePorts = { playExists: PlayExists }

export function catalogueRoutes(routes: Routes, ports: CataloguePorts): void {
  const { playExists } = ports
  const one = async (context: Context, productId: number): Promise<Product> => {
    const product = await findProduct(context, productId)
    if (!product || !(await mayLookAt(context, product))) throw missing(context, 'Product')
    return presentProduct(context, product)
  }
  routes.handle(productEndpoints.list, async ({ query, context }) =>
    (await productsOnSale(context, query)).map((row) => presentProduct(context, row)),
  )
  routes.handle(productEndpoints.listPaginated, async ({ query, context }) =>
    presentList(await listProducts(context, query), query, {
      name: 'products',
      present: (row) => presentProduct(context, row),
    }),
  )
  routes.handle(productEndpoints.get, ({ params, context }) => one(context, params.product_id))
  routes.handle(productEndpoints.getBySlug, async ({ params, context }) => {
    const product = await findProductBySlug(context, params.product_slug)
    if (!product || !(await mayLookAt(context, product))) throw missing(context, 'Product')
    return presentProduct(context, product)
  })
  routes.handle(productEndpoints.addonsOfService, async ({ params, context }) =>
    (await productsOnSale(context, { include_disabled: false, service_id: params.service_id })).map((row) =>
      presentProduct(context, row),
    ),
  )
  routes.handle(productEndpoints.create, ({ body, context }) =>
    context.change(async (change) => one(change.context, await createProduct(change, body, playExists))),
  )
  routes.handle(productEndpoints.update, ({ params, body, context }) =>
    context.change(async (change) => {
      await updateProduct(change, params.product_id, { patch: body, playExists })
      return one(change.context, params.product_id)
    }),
  )
  routes.handle(productEndpoints.remove, async ({ params, context }) => {
    await context.change((change) => removeProduct(change, params.product_id))
    return { result: 'success' as const }
  })
  routes.handle(productEndpoints.clone, ({ params, context }) =>
    context.change(async (change) => one(change.context, await cloneProduct(change, params.product_id))),
  )
}

/**
 * The products of PROD-1. A customer gets only what it may buy itself; `customer_id` narrows to what that customer may buy,
 * `service_id` to the add-ons of that service.
 */
async function productsOnSale(context: Context, query: z.output<typeof ZProductQuery>): Promise<ProductRow[]> {
  const selfService = isCustomer(context)
  if (selfService && query.include_disabled) throw forbidden()
  const service = query.service_id === undefined ? undefined : await findStandingService(context, query.service_id)
  if (query.service_id !== undefined && !service) throw missing(context, 'Service')
  const now = context.now()
  const products = await productsMatching(context, {
    ...query,
    ...(service ? { category: 'addon', service_type: query.service_type ?? service.service_type ?? '' } : {}),
  })
  const current = query.include_disabled ? products : products.filter((product) => isOnSale(product, now))
  const customerId =
    query.customer_id ?? service?.customer_id ?? (context.scope.all ? undefined : context.scope.customerId)
  if (customerId === undefined) return current
  const customer = await findCustomer(context, customerId)
  if (!customer) throw missing(context, 'Customer')
  const owned = await standingServicesOf(context, customerId)
  return current.filter(
    (product) =>
      suitsBuyer(product, customer) &&
      (!selfService || product.customer_can_purchase) &&
      missingDependencies(product, owned).length === 0,
  )
}

/** Staff look at any product; a customer at those that it has a service of and those that it may buy. */
async function mayLookAt(context: Context, product: ProductRow): Promise<boolean> {
  if (!isCustomer(context) || context.scope.all) return true
  const { customerId } = context.scope
  const owned = await standingServicesOf(context, customerId)
  if (owned.some((service) => service.product_id === product.product_id)) return true
  const customer = await findCustomer(context, customerId)
  return customer !== undefined && mayBuy(product, customer, context.now(), { selfService: true })
}

function isCustomer(context: Context): boolean {
  return !context.scope.all && context.actor.job === null
}
