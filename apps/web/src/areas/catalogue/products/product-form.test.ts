import type { Product } from '@omnicrm/contract'
import { expect, test } from 'vitest'
import { bodyOf, changesOf, NEW_PRODUCT, productErrors, slugOf, tabsWithErrors, valuesOf } from './product-form.ts'

const valid = { ...NEW_PRODUCT, product_name: 'Mobile 20GB', product_slug: 'mobile-20gb', service_type: 'mobile' }

test('the proposed slug is lower case with hyphens [PROD-09]', () => {
  expect(slugOf('  Prepaid Mobile: 20GB & more ')).toBe('prepaid-mobile-20gb-more')
  expect(slugOf('Données Été')).toBe('donnees-ete')
  expect(slugOf('***')).toBe('')
})

test('a slug with blanks, broken JSON and a broken price are refused beside their fields [PROD-09, PROD-39]', () => {
  expect(productErrors(valid)).toEqual({})
  const errors = productErrors({ ...valid, product_slug: 'a b', provisioning_json_vars: '{"a":', retail_cost: '' })
  expect(Object.keys(errors).sort()).toEqual(['product_slug', 'provisioning_json_vars', 'retail_cost'])
  expect(tabsWithErrors(errors)).toEqual(['basic', 'pricing', 'provisioning'])
})

test('inventory types travel as a list literal and come back [PROD-06]', () => {
  const body = bodyOf({ ...valid, inventory_items_list: ['SIM Card', "Customer's Router"] })
  expect(valuesOf({ ...body } as Product).inventory_items_list).toEqual(['SIM Card', "Customer's Router"])
  expect(bodyOf(valid)?.inventory_items_list).toBeNull()
})

test('only changed fields are sent', () => {
  expect(changesOf(valid, { ...valid })).toEqual({})
  expect(changesOf(valid, { ...valid, retail_cost: '0' })).toEqual({})
  expect(changesOf(valid, { ...valid, enabled: false, inventory_items_list: ['SIM Card'] })).toEqual({
    enabled: false,
    inventory_items_list: "['SIM Card']",
  })
})

test('a window survives the form, whatever the time zone [PROD-16]', () => {
  const product = { ...bodyOf(valid), available_from: '2025-01-10T14:30:00.000Z', available_until: null }
  const values = valuesOf(product as unknown as Product)
  expect(bodyOf(values)).toMatchObject({ available_from: '2025-01-10T14:30:00.000Z', available_until: null })
})
