import { expect, type Page, test } from '@playwright/test'
import { arrangeShop, type Shop, signInToApi } from './arrange-shop.ts'
import { signIn } from './sign-in.ts'

test('WF-44: two sellers choose the same SIM; one sells it, the other is told which job has it and chooses another [PLAN-07]', async ({
  browser,
}) => {
  const call = await signInToApi()
  const shop = await arrangeShop(call, 'of two sellers')
  const [sim = '', otherSim = ''] = shop.sims
  const pages = await Promise.all([browser.newPage(), browser.newPage()])
  const [one, other] = pages as [Page, Page]
  for (const page of pages) {
    await signIn(page)
    await walkToReview(page, shop, { sim, number: shop.numbers[pages.indexOf(page)] ?? '' })
  }

  // both confirm at once
  await Promise.all(pages.map((page) => page.getByRole('button', { name: 'Confirm & Provision' }).click()))
  const hasWon = (page: Page) => page.getByRole('dialog').getByText('Service successfully provisioned')
  const refused = (page: Page) => page.getByRole('alert').filter({ hasText: /job \d+/i })
  await expect
    .poll(async () => (await refused(one).count()) + (await refused(other).count()), { timeout: 20_000 })
    .toBe(1)
  const loser = (await refused(one).count()) === 1 ? one : other
  const winner = loser === one ? other : one
  await expect(hasWon(winner)).toBeVisible({ timeout: 30_000 })

  // back at the items, the one that is sold is gone
  await loser.getByRole('combobox', { name: 'SIM Card' }).fill(sim)
  await expect(loser.getByText('No such item is free')).toBeVisible()
  await loser.getByRole('combobox', { name: 'SIM Card' }).fill(otherSim)
  await loser.getByRole('option').filter({ hasText: otherSim }).click()

  const { data } = await call<{ data: { item_state: string; service_id: number | null }[] }>(
    'GET',
    `/crm/inventory/?page=1&search=${sim}`,
  )
  const services = await call<{ service_id: number }[]>('GET', `/crm/service/customer_id/${shop.customerId}`)
  expect(services).toHaveLength(1)
  expect(data).toMatchObject([{ item_state: 'Assigned', service_id: services[0]?.service_id }])
})

async function walkToReview(page: Page, shop: Shop, { sim, number }: { sim: string; number: string }): Promise<void> {
  await page.goto(`/assign-plan?product_id=${shop.productId}&customer_id=${shop.customerId}`)
  for (const [label, text] of [
    ['SIM Card', sim],
    ['Mobile Number', number],
  ] as const) {
    await page.getByRole('combobox', { name: label }).fill(text)
    await page.getByRole('option').filter({ hasText: text }).click()
  }
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('radio', { name: 'No' }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('checkbox', { name: /accepts the terms/ }).check()
}
