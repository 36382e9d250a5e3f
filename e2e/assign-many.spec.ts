import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { arrangeShop, type Call, signInToApi } from './arrange-shop.ts'
import { signIn } from './sign-in.ts'

let call: Call
test.beforeAll(async () => {
  call = await signInToApi()
})

test('WF-41: customers of a file are checked first, ordered once even when the connection breaks, and refused lines come back to be mended [PLAN-24]', async ({
  page,
}) => {
  const shop = await arrangeShop(call, 'of the file')
  await call('PATCH', `/crm/product/product_id/${shop.productId}`, {
    inventory_items_list: '[]',
    provisioning_play: 'play_simple_service',
    provisioning_json_vars: '{}',
    auto_renew: 'false',
    terms: '',
  })
  const customers = await Promise.all(
    Array.from({ length: 30 }, async (_, at) => {
      const made = await call<{ customer_id: number }>('PUT', '/crm/customer/', {
        customer_name: `Row ${at} of ${shop.productId}`,
      })
      return made.customer_id
    }),
  )
  const csv = ['customer_id,po_number', ...customers.map((id, at) => `${id},PO-${at}`), '99999999,PO-lost', '5'].join(
    '\n',
  )
  await signIn(page)
  await page.goto('/products')
  await page.getByRole('searchbox').fill('of the file')
  const row = page.getByRole('row').filter({ hasText: 'Mobile 20GB of the file' }).first()
  await row.getByRole('button', { name: 'Actions for this row' }).click()
  await page.getByRole('menuitem', { name: 'Assign to many customers' }).click()

  await test.step('an example can be had', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download an example' }).click(),
    ])
    expect(readFileSync(await download.path(), 'utf8')).toContain('customer_id,po_number')
  })

  await test.step('the preview orders nothing, and says of each line what would happen', async () => {
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'many.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByRole('button', { name: 'Check the file' }).click()
    await expect(page.getByText('30 can be ordered, 2 are refused.')).toBeVisible({ timeout: 20_000 })
    await page
      .locator('label')
      .filter({ hasText: /^Refused$/ })
      .click()
    await expect(page.getByRole('row').filter({ hasText: '32' })).toContainText('there is no customer 99999999')
    await expect(page.getByRole('row').filter({ hasText: '33' })).toContainText('more or fewer values')
    expect(await orders(customers)).toBe(0)
  })

  await test.step('the answer to the second portion is lost: going on orders nothing twice', async () => {
    let sent = 0
    await page.route('**/crm/provision/batch', async (route) => {
      sent += 1
      if (sent !== 2) return route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await page.getByRole('button', { name: 'Start 30 orders' }).click()
    await expect(page.getByText('Going on orders nothing twice.')).toBeVisible({ timeout: 20_000 })
    await expect(page.getByText('25 of 30 sent', { exact: false })).toBeVisible()
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByText('All orders are sent')).toBeVisible({ timeout: 20_000 })
    await expect(page.getByText('30 of 30 sent: 30 jobs started, 2 lines refused')).toBeVisible()
    expect(sent).toBe(3)
    expect(await orders(customers)).toBe(30)
  })

  await test.step('the refused lines are saved with their reasons', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save refused lines' }).click(),
    ])
    const saved = readFileSync(await download.path(), 'utf8')
    expect(saved).toContain('customer_id,po_number,refused_because')
    expect(saved).toContain('99999999,PO-lost,')
    await page.getByRole('row').nth(1).getByRole('link').last().click()
    await expect(page).toHaveURL(/\/provisioning\/\d+/)
  })
})

async function orders(customers: readonly number[]): Promise<number> {
  const counts = await Promise.all(
    customers.map(
      async (id) => (await call<{ data: unknown[] }>('GET', `/crm/provision/customer_id/${id}`)).data.length,
    ),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}
