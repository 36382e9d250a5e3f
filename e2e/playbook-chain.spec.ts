import { expect, test } from '@playwright/test'
import { arrangeShop, type Call, type Shop, signInToApi } from './arrange-shop.ts'
import { signIn } from './sign-in.ts'

type Job = { provision_id: number; provisioning_play: string }

let call: Call
test.beforeAll(async () => {
  call = await signInToApi()
})

test('WF-26: an order with several playbooks is followed step by step, by keyboard alone, and each step leads to its job', async ({
  page,
}) => {
  const shop = await chainShop('of the chain', 'play_simple_service, play_simple_service')
  await signIn(page)
  await page.goto(`/assign-plan?product_id=${shop.productId}&customer_id=${shop.customerId}`)
  await expect(page.getByRole('textbox', { name: 'Promo code' })).toBeFocused()
  await page.keyboard.press('Enter')
  const progress = page.getByRole('dialog')
  const steps = progress.getByRole('list', { name: 'Steps of the order' })
  await expect(steps.getByRole('listitem')).toHaveCount(2)
  await expect(progress.getByText('Service successfully provisioned')).toBeVisible({ timeout: 30_000 })
  await expect(steps.getByText('Success')).toHaveCount(2)
  await expect(progress.getByRole('button', { name: 'View Service' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(progress).toHaveCount(0)

  const { data: jobs } = await call<{ data: Job[] }>('GET', `/crm/provision/customer_id/${shop.customerId}`)
  const [first, second] = jobs.map(({ provision_id }) => provision_id).toSorted((one, other) => one - other)
  await page.goto(`/provisioning/${first}`)
  const chain = page.getByRole('region', { name: 'Order with several playbooks' })
  await chain.getByRole('link', { name: '2. play_simple_service' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Job ${second}`)
})

test('a step that fails ends the order: the window says so, and the step after it has not begun', async ({ page }) => {
  const shop = await chainShop('of the broken chain', 'play_simple_service, play_topup_monetary, play_simple_service')
  await signIn(page)
  await page.goto(`/assign-plan?product_id=${shop.productId}&customer_id=${shop.customerId}`)
  await page.getByRole('button', { name: 'Confirm & Provision' }).click()
  const progress = page.getByRole('dialog')
  await expect(progress.getByText('Provisioning failed')).toBeVisible({ timeout: 30_000 })
  await expect(progress.getByRole('listitem').filter({ hasText: '3. play_simple_service' })).toContainText('Not begun')
})

test('the product form checks its playbooks: findings, requests, nothing sent; its height stays as it is', async ({
  page,
}) => {
  const shop = await chainShop('of the check', 'play_simple_service')
  await signIn(page)
  await page.goto('/products?search=of+the+check')
  const row = page.getByRole('row').filter({ hasText: 'of the check' }).first()
  await row.getByRole('button', { name: 'Actions for this row' }).click()
  await page.getByRole('menuitem', { name: 'Edit Product' }).click()
  const dialog = page.getByRole('dialog')
  const heights = new Set<number>()
  for (const tab of ['Basic Info', 'Pricing', 'Configuration', 'Availability', 'Provisioning']) {
    await dialog.getByRole('tab', { name: tab }).click()
    heights.add(Math.round((await dialog.boundingBox())?.height ?? 0))
  }
  expect(heights.size).toBe(1)
  await dialog.getByRole('button', { name: 'Check' }).click()
  await expect(dialog.getByText('An order would come to its end.')).toBeVisible()
  await expect(dialog.getByText(/^PUT http.*\/crm\/service\/$/)).toBeVisible()
  await dialog.getByLabel('Playbook').fill('play_not_there')
  await dialog.getByRole('button', { name: 'Check' }).click()
  await expect(dialog.getByText('There is no play_not_there.yaml')).toBeVisible()
  expect((await call<{ data: Job[] }>('GET', `/crm/provision/customer_id/${shop.customerId}`)).data).toEqual([])
})

async function chainShop(mark: string, plays: string): Promise<Shop> {
  const shop = await arrangeShop(call, mark)
  await call('PATCH', `/crm/product/product_id/${shop.productId}`, {
    inventory_items_list: '[]',
    provisioning_play: plays,
    provisioning_json_vars: '{}',
    auto_renew: 'false',
    terms: '',
  })
  return shop
}
