import type { InventoryTemplate } from '@omnicrm/contract'
import { expect, test } from 'vitest'
import { costsOf, itemBodyOf, itemErrors, itemValuesOf } from './item-form.ts'

const sentences = { noTemplate: 'which?', noText: 'empty', badCoordinate: 'where?' }
const filled = { ...itemValuesOf(), inventory_template_id: '3', itemtext1: '8944' }

test('template and first text are required [INV-09]', () => {
  expect(itemErrors(itemValuesOf(), sentences)).toEqual({ inventory_template_id: 'which?', itemtext1: 'empty' })
  expect(itemErrors(filled, sentences)).toEqual({})
})

test('costs come from the template and may be changed or left to it [INV-04]', () => {
  const template = { wholesale_cost: 2.5, retail_cost: 10 } as InventoryTemplate
  expect(itemBodyOf({ ...filled, ...costsOf(template) })).toMatchObject({ wholesale_cost: 2.5, retail_cost: 10 })
  expect(itemBodyOf(filled)).not.toHaveProperty('wholesale_cost')
  expect(Object.keys(itemErrors({ ...filled, retail_cost: '1,5' }, sentences))).toEqual(['retail_cost'])
})

test('an empty password is not sent [INV-20]', () => {
  expect(itemBodyOf(filled)).not.toHaveProperty('management_password')
  expect(itemBodyOf({ ...filled, management_password: 'pw' })).toMatchObject({ management_password: 'pw' })
})

test('no position is fine, half of one is not [INV-08]', () => {
  expect(itemErrors({ ...filled, latitude: 51 }, sentences)).toEqual({ longitude: 'where?' })
  expect(itemErrors({ ...filled, latitude: 51, longitude: 0 }, sentences)).toEqual({})
  expect(itemErrors({ ...filled, latitude: '-', longitude: 0 }, sentences)).toEqual({ latitude: 'where?' })
})

test('the Plus Code goes along with the position and away with it [INV-22]', () => {
  expect(itemBodyOf({ ...filled, latitude: 51.5074, longitude: -0.1278 }).plus_code).toBe('9C3XGV4C+XV')
  expect(itemBodyOf(filled).plus_code).toBeNull()
})
