import type { ZProductCreate, ZProductUpdate } from '@omnicrm/contract'
import type { z } from 'zod'
import type { Change, Context } from '../platform/context.ts'
import { isDuplicate, referringTable } from '../platform/database/postgres-errors.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import {
  provisioningPlays,
  provisioningVariables,
  requiredInventory,
  variablesWithoutSecrets,
} from './provisioning-of-product.ts'
import { findProduct, type ProductRow } from './tables.ts'

export type NewProduct = z.output<typeof ZProductCreate>
export type ProductPatch = z.output<typeof ZProductUpdate>

/** Tells whether the operator has a playbook of this name (without `.yaml`). */
export type PlayExists = (name: string) => Promise<boolean>

const REFERRERS: Record<string, string> = {
  customer_service: 'a service',
  provision: 'a provisioning job',
  customer_transaction: 'a transaction',
}

/** Creates a product; answers its id. Throws 400 for an unknown service type or play or bad variables, 409 for a slug in use. */
export async function createProduct(change: Change, input: NewProduct, playExists: PlayExists): Promise<number> {
  const product = {
    ...input,
    comment: input.comment ?? null,
    icon: input.icon ?? null,
    available_from: input.available_from ?? null,
    available_until: input.available_until ?? null,
    terms: input.terms ?? null,
    inventory_items_list: input.inventory_items_list ?? null,
  }
  await requireSound(change.context, { product, set: product, playExists })
  const { product_id: productId } = await change.tx
    .insertInto('product')
    .values({ ...product, created: change.now, last_modified: change.now })
    .returning('product_id')
    .executeTakeFirstOrThrow()
    .catch(refuseDuplicateSlug(input.product_slug))
  await change.record({
    entity: 'product',
    entityId: productId,
    customerId: null,
    activity: `Created product ${input.product_name}`,
    after: forTheRecord(product),
  })
  return productId
}

/** Changes the fields that are given. Existing services keep what they have. */
export async function updateProduct(
  change: Change,
  productId: number,
  options: { patch: ProductPatch; playExists: PlayExists },
): Promise<void> {
  const before = await change.tx
    .selectFrom('product')
    .selectAll()
    .where('product_id', '=', productId)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw notFound('Product')
  const patch = withoutUndefined(options.patch)
  await requireSound(change.context, {
    product: { ...before, ...patch },
    set: patch,
    playExists: options.playExists,
  })
  const after = await change.tx
    .updateTable('product')
    .set({ ...patch, last_modified: change.now })
    .where('product_id', '=', productId)
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch(refuseDuplicateSlug(patch.product_slug ?? before.product_slug))
  const { last_modified: _was, ...old } = before
  const { last_modified: _is, ...changed } = after
  await change.record({
    entity: 'product',
    entityId: productId,
    customerId: null,
    activity: `Changed product ${after.product_name}`,
    before: forTheRecord(old),
    after: forTheRecord(changed),
  })
}

/** Copies a product under a free slug; answers the id of the copy. */
export async function cloneProduct(change: Change, productId: number): Promise<number> {
  const source = await findProduct(change.context, productId)
  if (!source) throw notFound('Product')
  const { product_id: _id, ...fields } = source
  const name = `${source.product_name} clone`
  for (let copy = 1; ; copy++) {
    const slug = copy === 1 ? `${source.product_slug}-clone` : `${source.product_slug}-clone-${copy}`
    const made = await change.tx
      .insertInto('product')
      .values({ ...fields, product_name: name, product_slug: slug, created: change.now, last_modified: change.now })
      .onConflict((taken) => taken.doNothing())
      .returning('product_id')
      .executeTakeFirst()
    if (!made) continue
    await change.record({
      entity: 'product',
      entityId: made.product_id,
      customerId: null,
      activity: `Cloned product ${source.product_name}`,
      after: { product_name: name, product_slug: slug },
      details: { cloned_from: productId },
    })
    return made.product_id
  }
}

/** Removes a product. Throws 409 naming what refers to it: disable it instead. */
export async function removeProduct(change: Change, productId: number): Promise<void> {
  const before = await change.tx
    .deleteFrom('product')
    .where('product_id', '=', productId)
    .returningAll()
    .executeTakeFirst()
    .catch((error: unknown) => {
      const table = referringTable(error)
      if (!table) throw error
      throw conflict(
        'product_in_use',
        `This product cannot be removed: ${REFERRERS[table] ?? 'something'} refers to it. Disable it instead`,
      )
    })
  if (!before) throw notFound('Product')
  await change.record({
    entity: 'product',
    entityId: productId,
    customerId: null,
    activity: `Removed product ${before.product_name}`,
    before: forTheRecord(before),
  })
}

type Checked = Pick<
  ProductRow,
  | 'service_type'
  | 'provisioning_play'
  | 'provisioning_json_vars'
  | 'inventory_items_list'
  | 'available_from'
  | 'available_until'
>

/** Throws 400 for the first field that makes no sense. Plays and service type are looked up only when they are `set` anew. */
async function requireSound(
  context: Context,
  { product, set, playExists }: { product: Checked; set: ProductPatch; playExists: PlayExists },
): Promise<void> {
  const { service_types: known } = context.platform.config
  if (set.service_type !== undefined && !known.includes(product.service_type))
    throw invalid('service_type', `must be one of: ${known.join(', ')}`)
  if (product.available_from && product.available_until && product.available_from > product.available_until)
    throw invalid('available_until', 'must not lie before available_from')
  requiredInventory(product)
  const plays = provisioningPlays(product)
  provisioningVariables(product, plays.length)
  if (set.provisioning_play === undefined) return
  for (const play of plays) {
    if (!(await playExists(play))) throw invalid('provisioning_play', `there is no playbook ${play}`)
  }
}

function refuseDuplicateSlug(slug: string): (error: unknown) => never {
  return (error) => {
    if (!isDuplicate(error, 'product_product_slug_unique')) throw error
    throw conflict('slug_in_use', `Another product has the slug ${slug}`, 'product_slug')
  }
}

function withoutUndefined(patch: ProductPatch): ProductPatch {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}

/** The activity log keeps the change without the secrets among the variables. */
function forTheRecord<P extends { provisioning_json_vars: string }>(product: P): P {
  return { ...product, provisioning_json_vars: variablesWithoutSecrets(product.provisioning_json_vars) }
}
