import type { Product } from '@omnicrm/contract'

export const AUDIENCES = ['individual', 'business'] as const
export type Audience = (typeof AUDIENCES)[number]
export const SHELVES = ['plans', 'addons', 'promotions'] as const
export type Shelf = (typeof SHELVES)[number]

/** Who and what a row of the catalogue is for. */
export function shelfOf({ category }: Pick<Product, 'category'>): Shelf {
  if (category === 'addon') return 'addons'
  return category === 'promo' ? 'promotions' : 'plans'
}

type Shown = Pick<Product, 'category' | 'residential' | 'business' | 'product_name' | 'retail_cost'>

/** The products of one row, cheapest first: individuals see residential products, businesses business ones. */
export function productsOn<P extends Shown>(products: readonly P[], shelf: Shelf, audience: Audience): P[] {
  return products
    .filter(
      (product) => shelfOf(product) === shelf && (audience === 'business' ? product.business : product.residential),
    )
    .sort((one, other) => one.retail_cost - other.retail_cost || one.product_name.localeCompare(other.product_name))
}
