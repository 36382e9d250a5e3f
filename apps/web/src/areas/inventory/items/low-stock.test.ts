import { expect, test } from 'vitest'
import { lowTypes } from './low-stock.ts'

test('types that run low are named with what is left, over all places [INV-28]', () => {
  const at = (item: string, item_location: string, item_state: string, count: number, low: boolean) => ({
    item,
    item_location,
    item_state,
    count,
    low,
  })
  const stock = [
    at('SIM Card', 'Shop', 'In Stock', 2, true),
    at('SIM Card', 'Warehouse', 'New', 3, true),
    at('SIM Card', 'Shop', 'Assigned', 40, true),
    at('Modem', 'Shop', 'New', 30, false),
    at('Mobile Number', 'Shop', 'New', 0, true),
  ]
  expect(lowTypes(stock)).toEqual([
    { item: 'Mobile Number', free: 0 },
    { item: 'SIM Card', free: 5 },
  ])
})
