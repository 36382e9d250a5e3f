import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSim, buildTemplate } from '../testing/build-inventory.ts'
import { must } from '../testing/build-mobile-sale.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
})
afterAll(() => product?.close())

test('the report tells what was given out and came back, and how often the stock turned over [DASH-08]', async () => {
  const { admin } = product
  await buildTemplate(admin, 'SIM Card')
  const sims: { inventory_id: number }[] = []
  for (let serial = 1; serial <= 4; serial++) sims.push(await buildSim(admin, serial))
  const { customer_id } = await must(admin.put('/crm/customer/', { customer_name: 'Ann' }))
  await product.setClock('2025-02-05T10:00:00Z')
  const later = await product.signInAs({ roles: ['admin'] })
  const patch = (index: number, fields: object) =>
    must(later.patch(`/crm/inventory/inventory_id/${sims[index]?.inventory_id}`, fields))
  await patch(0, { customer_id, item_state: 'Assigned' })
  await patch(1, { customer_id, item_state: 'Assigned' })
  // A note on an item that is out is no second giving out.
  await patch(1, { item_location: 'Warehouse B' })
  await patch(1, { customer_id: null, item_state: 'Used' })
  const report = await must(later.get('/crm/report/inventory_turnover?start_date=2025-02-01&end_date=2025-02-28'))
  expect(report.items).toEqual([
    { item: 'SIM Card', assigned: 2, returned: 1, free_before: 4, free_after: 2, turnover: 0.67 },
  ])
  const before = await must(later.get('/crm/report/inventory_turnover?start_date=2025-01-01&end_date=2025-01-31'))
  expect(before.items).toEqual([
    { item: 'SIM Card', assigned: 0, returned: 0, free_before: 0, free_after: 4, turnover: 0 },
  ])
  expect(await later.get('/crm/report/inventory_turnover?start_date=2025-03-01&end_date=2025-02-01')).toMatchObject({
    status: 400,
    body: { field: 'start_date' },
  })
})
