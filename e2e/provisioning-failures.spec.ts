import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { type SmallHss, startSmallHss } from '../apps/server/src/testing/start-small-hss.ts'
import { arrangeShop, type Call, type Shop } from './arrange-shop.ts'
import { launchProduct } from './launch-product.ts'
import { isOrange } from './orange.ts'
import { ADMIN } from './product.ts'
import { findItem, sellMobile } from './sell-mobile.ts'
import { signIn } from './sign-in.ts'

const PORT = 5196
const GIGABYTE = 1024 ** 3
const URL = `http://localhost:${PORT}`

type Job = {
  provision_id: number
  provisioning_status: number
  service_id: number | null
  error_message: string | null
}

let hss: SmallHss
let call: Call
let stop: (() => Promise<void>) | undefined

test.use({ baseURL: URL })
test.beforeAll(async ({ playwright }) => {
  hss = await startSmallHss()
  // Nobody listens where the SMS gateway should be.
  const config = `
jwt_secret: ${randomBytes(32).toString('hex')}
currency: gbp
hss: {hss_peers: ["${hss.url}"]}
smsc: {smsc_url: "http://127.0.0.1:9", api_key: planted-key, source_msisdn: OmniCRM}
`
  stop = await launchProduct({ port: PORT, ocsPort: 2196, config })
  const visitor = await playwright.request.newContext({ baseURL: URL })
  const { token } = await (await visitor.post('/crm/auth/login', { data: ADMIN })).json()
  const api = await playwright.request.newContext({
    baseURL: URL,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  })
  call = async (method, path, body) => {
    const answer = await api.fetch(path, { method, ...(body === undefined ? {} : { data: body }) })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
})
test.afterAll(async () => {
  await stop?.()
  await hss?.close()
})

test('WF-22: an HSS that fails shows in the window with error, job, logs and Retry; nothing is left, and with the HSS back Retry ends well [PLAN-19]', async ({
  page,
}) => {
  const shop = await arrangeShop(call, 'of the failing HSS')
  const [sim = '', number = ''] = [shop.sims[0], shop.numbers[0]]
  const stock = [await findItem(call, sim), await findItem(call, number)]
  hss.answerWith(500)
  await signIn(page)
  await order(page, shop, { sim, number })

  const progress = page.getByRole('dialog')
  await expect(progress.getByText('Provisioning failed')).toBeVisible({ timeout: 30_000 })
  const [failed] = await jobsOf(shop)
  const reason = progress.getByRole('alert')
  await expect(reason).toContainText('Provision subscriber on HSS')
  await expect(reason).toContainText(`Provision ID: ${failed?.provision_id}`)
  await expect(progress.getByRole('button', { name: 'View Logs' })).toBeVisible()
  await expect(progress.getByRole('button', { name: 'Close' }).last()).toBeVisible()
  const task = progress.getByRole('listitem').filter({ hasText: 'Provision subscriber on HSS' })
  await expect(task.first()).toContainText('Failed')
  await expect(progress.getByText('465B5CE8B199B49FAA5F0A2EE238A6BC')).toHaveCount(0)

  expect(await call('GET', `/crm/service/customer_id/${shop.customerId}`)).toEqual([])
  expect((await call<{ data: unknown[] }>('GET', `/crm/transaction/customer_id/${shop.customerId}`)).data).toEqual([])
  for (const { item_state, inventory_id } of stock)
    expect(await call('GET', `/crm/inventory/inventory_id/${inventory_id}`)).toMatchObject({
      item_state,
      customer_id: null,
      service_id: null,
    })
  expect(hss.subscribers.size).toBe(0)

  hss.answerWith(undefined)
  await progress.getByRole('button', { name: 'Retry' }).click()
  await expect(progress.getByText('Service successfully provisioned')).toBeVisible({ timeout: 30_000 })
  const [again] = await jobsOf(shop)
  expect(again).toMatchObject({ provisioning_status: 0, service_id: expect.any(Number) })
  expect(again?.provision_id).toBeGreaterThan(failed?.provision_id ?? 0)
  expect(await findItem(call, sim)).toMatchObject({ item_state: 'Assigned', service_id: again?.service_id })
  expect([...hss.subscribers.values()]).toMatchObject([{ enabled: true }])
  await progress.getByRole('button', { name: 'View Service' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Mobile - / })).toBeVisible()
})

test('WF-24: with the SMS gateway down a top-up succeeds, and its SMS is an orange failure that was ignored [PROV-12]', async ({
  page,
}) => {
  const shop = await arrangeShop(call, 'of the silent gateway')
  const { service_id } = await sellMobile(call, shop)
  await call('PUT', '/crm/product/', {
    product_name: 'Weekend Data',
    product_slug: `weekend-data-${shop.customerId}`,
    category: 'addon',
    service_type: 'mobile',
    retail_cost: 0,
    wholesale_cost: 0,
    contract_days: 7,
    residential: true,
    auto_renew: 'false',
    inventory_items_list: '[]',
    provisioning_play: 'play_topup_charge_then_action',
    provisioning_json_vars: '{"data_gb": 5, "days": 7}',
  })

  await signIn(page)
  await page.goto(`/services/${service_id}#5`)
  await page.getByRole('button', { name: 'Add to Service' }).click()
  await page.getByRole('button', { name: 'Confirm & Provision' }).click()
  const progress = page.getByRole('dialog')
  await expect(progress.getByText('Service successfully provisioned')).toBeVisible({ timeout: 30_000 })
  await expect(progress.getByRole('alert')).toHaveCount(0)
  const [job] = await jobsOf(shop)
  expect(job).toMatchObject({ provisioning_status: 0, service_id })

  await page.goto(`/provisioning/${job?.provision_id}`)
  await expect(page.getByText('Success', { exact: true })).toBeVisible()
  const tasks = page.getByRole('region', { name: 'Tasks' })
  const sms = tasks.getByRole('listitem').filter({ hasText: 'Send Notification SMS' })
  await expect(sms).toContainText('Failed, ignored')
  expect(await isOrange(sms.locator('[data-state="ignored"]').first())).toBe(true)
  const added = tasks.getByRole('listitem').filter({ hasText: 'Done' }).first()
  expect(await isOrange(added.locator('[data-state="done"]').first())).toBe(false)
  await expect(tasks.getByText('Failed', { exact: true })).toHaveCount(0)

  const { cgrates } = await call<{ cgrates: { BalanceMap: { DATA: { Value: number }[] } } }>(
    'GET',
    `/crm/service/${service_id}`,
  )
  expect(cgrates.BalanceMap.DATA.map(({ Value }) => Value / GIGABYTE).toSorted((one, other) => one - other)).toEqual([
    5, 20,
  ])
})

async function jobsOf({ customerId }: Shop): Promise<Job[]> {
  const path = `/crm/provision/customer_id/${customerId}?sort=provision_id&order=desc`
  return (await call<{ data: Job[] }>('GET', path)).data
}

async function order(page: Page, shop: Shop, { sim, number }: { sim: string; number: string }): Promise<void> {
  await page.goto(`/assign-plan?product_id=${shop.productId}&customer_id=${shop.customerId}`)
  for (const [label, text] of [
    ['SIM Card', sim],
    ['Mobile Number', number],
  ] as const) {
    await page.getByRole('combobox', { name: label }).fill(text)
    await page.getByRole('option').filter({ hasText: text }).click()
  }
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('radio', { name: 'Yes' }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('checkbox', { name: /accepts the terms/ }).check()
  await page.getByRole('button', { name: 'Confirm & Provision' }).click()
}
