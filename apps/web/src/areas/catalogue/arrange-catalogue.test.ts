import { expect, test } from 'vitest'
import { productsOn } from './arrange-catalogue.ts'

const product = (
  product_name: string,
  category: 'standalone' | 'bundle' | 'addon' | 'promo',
  { residential = true, business = true, retail_cost = 10 } = {},
) => ({ product_name, category, residential, business, retail_cost })

const catalogue = [
  product('Mobile 20GB', 'standalone', { business: false, retail_cost: 15 }),
  product('Seniors Bundle', 'bundle', { retail_cost: 5 }),
  product('Leased line', 'standalone', { residential: false }),
  product('5GB Boost', 'addon'),
  product('Spring deal', 'promo'),
]
const names = (...args: Parameters<typeof productsOn>) =>
  (productsOn(...args) as typeof catalogue).map(({ product_name }) => product_name)

test('individuals see no business-only product, and the reverse [PROD-32]', () => {
  expect(names(catalogue, 'plans', 'individual')).toEqual(['Seniors Bundle', 'Mobile 20GB'])
  expect(names(catalogue, 'plans', 'business')).toEqual(['Seniors Bundle', 'Leased line'])
})

test('standalone products and bundles are plans, add-ons stand apart [PROD-33]', () => {
  expect(names(catalogue, 'addons', 'individual')).toEqual(['5GB Boost'])
  expect(names(catalogue, 'promotions', 'individual')).toEqual(['Spring deal'])
})
