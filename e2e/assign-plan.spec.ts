import { expect, type Page, test } from '@playwright/test'
import { arrangeShop, type Call, type Shop, signInToApi } from './arrange-shop.ts'
import { signIn } from './sign-in.ts'

type Job = { provision_id: number; provisioning_status: number; service_id: number | null; starts_at: string | null }
type Service = { service_id: number; retail_cost: number; custom_fields: Record<string, string> }

let call: Call
test.beforeAll(async () => {
  call = await signInToApi()
})

test('a customer is found by name, ID, e-mail and telephone number, and shown with the ID [PLAN-02] [PLAN-09]', async ({
  page,
}) => {
  const shop = await arrangeShop(call, 'of the picker')
  const { contacts } = await call<{ contacts: { contact_email: string; contact_phone: string }[] }>(
    'GET',
    `/crm/customer/customer_id/${shop.customerId}`,
  )
  await signIn(page)
  await page.goto(`/assign-plan?product_id=${shop.productId}`)
  const picker = page.getByRole('textbox', { name: 'Customer' })
  const shown = `${shop.customerName} (ID: ${shop.customerId})`
  for (const text of [
    shop.customerName,
    String(shop.customerId),
    contacts[0]?.contact_email ?? '',
    contacts[0]?.contact_phone ?? '',
  ]) {
    await picker.fill(text)
    await expect(page.getByRole('option', { name: shown })).toBeVisible()
  }
  await picker.fill('nobody of this name')
  await expect(page.getByText('Customer not found')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Continue' })).toBeDisabled()
  await page.goto('/plans?search=nothing+of+this+name')
  await expect(page.getByText('No products available')).toBeVisible()
})

test('inventory drop-downs: one for each type, free items of that type alone, with reference, identifier and place [PLAN-03] [PLAN-04] [PLAN-05] [PLAN-06]', async ({
  page,
}) => {
  const shop = await arrangeShop(call, 'of the drop-downs')
  const [free = '', used = '', damaged = ''] = shop.sims
  await changeItem(used, { customer_id: shop.customerId, item_state: 'Assigned' })
  await changeItem(damaged, { item_state: 'Damaged' })
  await changeItem(free, { item_location: 'Shelf 7' })
  await signIn(page)
  await page.goto(`/assign-plan?product_id=${shop.productId}&customer_id=${shop.customerId}`)
  const question = page.getByRole('region', { name: 'Required inventory items' })
  await expect(question.getByText('SIM Card *')).toBeVisible()
  await expect(question.getByText('Mobile Number *')).toBeVisible()
  const sims = page.getByRole('combobox', { name: 'SIM Card' })
  await sims.fill(free.slice(0, 15))
  const options = page.getByRole('option')
  await expect(options).toHaveCount(1)
  await expect(options).toContainText(`${free} – `)
  await expect(options).toContainText('Shelf 7')
  await sims.fill(used)
  await expect(page.getByText('No such item is free')).toBeVisible()
  await sims.fill(shop.numbers[0] ?? '')
  await expect(page.getByText('No such item is free')).toBeVisible()
  await choose(page, 'SIM Card', free)
  await expect(page.getByRole('button', { name: 'Continue' })).toBeDisabled()
  await choose(page, 'Mobile Number', shop.numbers[0] ?? '')
  await expect(page.getByRole('button', { name: 'Continue' })).toBeEnabled()
})

test('without stock the order says so and cannot go on [PLAN-09]', async ({ page }) => {
  const shop = await arrangeShop(call, 'without stock')
  const item = `Router ${shop.customerId}`
  await call('PUT', '/crm/inventory/item_template', {
    item,
    wholesale_cost: 1,
    retail_cost: 0,
    itemtext1_label: 'Serial',
  })
  await call('PATCH', `/crm/product/product_id/${shop.productId}`, { inventory_items_list: `['${item}']` })
  await signIn(page)
  await page.goto(`/assign-plan?product_id=${shop.productId}&customer_id=${shop.customerId}`)
  await expect(page.getByRole('alert').filter({ hasText: item })).toContainText('No inventory available')
  await expect(page.getByRole('button', { name: 'Continue' })).toBeDisabled()
})

test('an order with overridden values and fields of its own ends with the service, which has both [PLAN-13] [PLAN-15] [PLAN-18] [PLAN-23]', async ({
  page,
}) => {
  const shop = await simpleShop('with own values')
  await signIn(page)
  await page.goto(`/assign-plan?product_id=${shop.productId}&customer_id=${shop.customerId}`)
  await page.getByText('Installation and further details').click()
  await page.getByRole('button', { name: 'Add a field of your own' }).click()
  await page.getByRole('option', { name: 'Cost centre' }).click()
  await page.getByLabel('Value').fill('CC-4711')
  await page.getByText('Override provisioning values').click()
  await page.getByLabel('monthly_cost').fill('a lot')
  const confirm = page.getByRole('button', { name: 'Confirm & Provision' })
  await expect(page.getByText('Must be a number')).toBeVisible()
  await expect(confirm).toBeDisabled()
  await page.getByLabel('monthly_cost').fill('12.5')
  await expect(page.getByRole('region', { name: 'Review and confirm' })).toContainText('CC-4711')
  await confirm.click()
  const progress = page.getByRole('dialog')
  await expect(progress.getByText('Service successfully provisioned')).toBeVisible({ timeout: 30_000 })
  const [service] = await call<Service[]>('GET', `/crm/service/customer_id/${shop.customerId}`)
  expect(service).toMatchObject({ retail_cost: 12.5, custom_fields: { 'Cost centre': 'CC-4711' } })
  await expect(progress).toContainText(String(service?.service_id))
  await expect(progress).toContainText('Active')
  await expect(progress.getByRole('button', { name: 'Close' }).last()).toBeVisible()
  await progress.getByRole('button', { name: 'View Service' }).click()
  await expect(page).toHaveURL(new RegExp(`/services/${service?.service_id}`))
})

test('an order for an installation makes a ticket, waits for its day, and can be stopped before it begins [PLAN-14] [PLAN-28]', async ({
  page,
}) => {
  const shop = await simpleShop('for installation', { requires_installation_date: true })
  await signIn(page)
  await page.goto(`/assign-plan?product_id=${shop.productId}&customer_id=${shop.customerId}`)
  await expect(page.getByRole('button', { name: 'Continue' })).toBeDisabled()
  await page.getByLabel('Installation date').fill('2099-02-01')
  await page.getByRole('checkbox', { name: 'Begin provisioning on the installation date' }).check()
  await page.getByRole('checkbox', { name: 'Create an installation ticket' }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Confirm & Provision' }).click()
  const progress = page.getByRole('dialog')
  await expect(progress.getByText(/Begins on 1 Feb 2099/)).toBeVisible()
  const [job] = await jobsOf(shop)
  expect(job?.starts_at).toContain('2099-02-01')
  await progress.getByRole('button', { name: 'Close' }).last().click()

  await page.goto(`/tickets?search=${encodeURIComponent(shop.customerName)}`)
  const ticket = page.getByRole('row').filter({ hasText: shop.customerName })
  await expect(ticket).toContainText('Scheduled')
  await expect(ticket).toContainText('1 Feb 2099')
  await ticket.getByRole('link', { name: String(job?.provision_id) }).click()
  await page.getByRole('region', { name: 'Installation ticket' }).getByRole('button', { name: 'Mark as done' }).click()
  await expect(page.getByText('The installation is done')).toBeVisible()

  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  const question = page.getByRole('dialog')
  await expect(question).toContainText('It ends at once')
  await expect(question).toContainText(shop.customerName)
  await question.getByRole('button', { name: 'Stop job' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /Stopped by .* before it began/ })).toBeVisible()
})

async function changeItem(reference: string, change: Record<string, unknown>): Promise<void> {
  const { data } = await call<{ data: { inventory_id: number }[] }>('GET', `/crm/inventory/?page=1&search=${reference}`)
  await call('PATCH', `/crm/inventory/inventory_id/${data[0]?.inventory_id}`, change)
}

/** A shop whose product needs no items, no terms and no answer about renewal. */
async function simpleShop(mark: string, fields: Record<string, unknown> = {}): Promise<Shop> {
  const shop = await arrangeShop(call, mark)
  await call('PATCH', `/crm/product/product_id/${shop.productId}`, {
    inventory_items_list: '[]',
    provisioning_play: 'play_simple_service',
    provisioning_json_vars: '{"monthly_cost": 15}',
    auto_renew: 'false',
    terms: '',
    ...fields,
  })
  return shop
}

async function jobsOf({ customerId }: Shop): Promise<Job[]> {
  return (await call<{ data: Job[] }>('GET', `/crm/provision/customer_id/${customerId}`)).data
}

async function choose(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(text)
  await page.getByRole('option').filter({ hasText: text }).click()
}
