import { expect, type Locator, type Page, test } from '@playwright/test'
import { type CustomerPerson, makeCustomerUser, signedInPage } from './arrange-people.ts'
import { arrangeShop, type Call, type Shop, signInToApi } from './arrange-shop.ts'
import { isOrange } from './orange.ts'
import { OCS_URL } from './product.ts'
import { findItem, type SoldService, sellMobile } from './sell-mobile.ts'
import { signIn } from './sign-in.ts'

const GIGABYTE = 1024 ** 3
const TENANT = 'mnc001.mcc234.3gppnetwork.org'

type Detail = {
  service_status: string
  service_deactivate_date: string | null
  cgrates?: { ActionPlans: unknown[]; BalanceMap: { DATA: { Value: number }[] } }
}

let call: Call
test.beforeAll(async () => {
  call = await signInToApi()
})

test('WF-35: a service set to Inactive on its page is deprovisioned: the job ends well, the service has ended, its items are free [SVC-18]', async ({
  browser,
  page,
}) => {
  const { shop, john } = await shopOfJohn('of the ended service')
  const service = await sellMobile(call, shop)
  const stock = [await findItem(call, shop.sims[0] ?? ''), await findItem(call, shop.numbers[0] ?? '')]
  expect(stock).toMatchObject([{ service_id: service.service_id }, { service_id: service.service_id }])
  expect(await accountOf(service)).toMatchObject({ Disabled: false })
  expect(await askToUse(service)).toMatchObject({ MaxUsage: expect.any(Number) })
  const before = await linesOf(shop.customerId)
  const johns = await signedInPage(browser, john, /\/self-care/)
  await expect(johns.getByRole('article', { name: service.service_name })).toBeVisible()
  await signIn(page)
  await page.goto(`/services/${service.service_id}`)
  const main = page.getByRole('main')
  await expect(main.getByRole('button', { name: 'Renew Now' })).toBeVisible()

  await chooseMore(page, 'Edit')
  const form = page.getByRole('dialog')
  await form.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'Inactive', exact: true }).click()
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form).toHaveCount(0)
  await expect(main.getByText('Inactive', { exact: true })).toBeVisible()

  await main.getByRole('link', { name: /Provisioning/ }).click()
  await expect(main.getByText('Success', { exact: true })).toBeVisible({ timeout: 30_000 })
  await page.goto(`/services/${service.service_id}`)
  await expect(main.getByText('No auto-renew enabled for this service')).toBeVisible()
  await page.getByRole('tab', { name: 'Inventory' }).click()
  await expect(main.getByText('No items belong to this service')).toBeVisible()

  const ended = await detailOf(service)
  expect(ended).toMatchObject({ service_status: 'Inactive' })
  // Today, and no longer at the end of its period; other tests may have moved the product's clock by hours.
  expect(ended.service_deactivate_date).not.toBeNull()
  expect(new Date(ended.service_deactivate_date ?? '').getTime()).toBeLessThan(Date.now() + 86_400_000)
  for (const { inventory_id } of stock)
    expect(await call('GET', `/crm/inventory/inventory_id/${inventory_id}`)).toMatchObject({
      customer_id: null,
      service_id: null,
    })
  await expect.poll(() => accountOf(service)).toBeNull()
  await expect(askToUse(service)).rejects.toThrow('ACCOUNT_NOT_FOUND')
  expect(await linesOf(shop.customerId)).toEqual(before)

  await johns.reload()
  await expect(johns.getByText('You have no services yet').first()).toBeVisible()
  await expect(johns.getByRole('article', { name: service.service_name })).toHaveCount(0)
  // The staff still find it among the customer's services.
  await page.goto(`/customers/${shop.customerId}#3`)
  await expect(rowOf(page, service)).toContainText('Inactive')
})

test('WF-36: two ticked services are suspended: orange badges, no use, balances kept; made active again, both work as before [SVC-19] [SVC-20]', async ({
  browser,
  page,
}) => {
  const { shop, john } = await shopOfJohn('of the non-payer')
  const services = [await sellMobile(call, shop, 0), await sellMobile(call, shop, 1)]
  for (const service of services) await use(service, 7.5)
  await signIn(page)
  await page.goto(`/customers/${shop.customerId}#3`)
  for (const service of services) await rowOf(page, service).getByRole('checkbox', { name: 'Tick this row' }).check()
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Suspend Selected' }).click()
  const question = page.getByRole('dialog')
  for (const { service_id } of services) await expect(question).toContainText(String(service_id))
  await question.getByRole('button', { name: 'Suspend Selected' }).click()
  await expect(page.getByText('2 services suspended')).toBeVisible()

  for (const service of services) {
    const badge = rowOf(page, service).getByText('Suspended', { exact: true })
    await expect(badge).toBeVisible()
    expect(await isOrange(badge)).toBe(true)
    await expect.poll(async () => (await accountOf(service))?.Disabled).toBe(true)
    await expect(askToUse(service)).rejects.toThrow('ACCOUNT_DISABLED')
    await use(service, 1)
    expect(await gigabytesOf(service)).toBe(12.5)
    await page.goto(`/services/${service.service_id}#6`)
    await expect(page.getByRole('main').getByText(/is now Suspended \(was Active\)/)).toBeVisible()
    await page.goto(`/customers/${shop.customerId}#3`)
  }

  const johns = await signedInPage(browser, john, /\/self-care/)
  for (const { service_name } of services)
    await expect(johns.getByRole('article', { name: service_name })).toContainText('Suspended')

  for (const service of services) {
    await rowOf(page, service).getByRole('button', { name: 'Actions for this row' }).click()
    await page.getByRole('menuitem', { name: 'Resume' }).click()
    await expect(page.getByText(`${service.service_name} is active again`)).toBeVisible()
    const badge = rowOf(page, service).getByText('Active', { exact: true })
    await expect(badge).toBeVisible()
    expect(await isOrange(badge)).toBe(false)
    await expect.poll(async () => (await accountOf(service))?.Disabled).toBe(false)
    expect(await gigabytesOf(service)).toBe(12.5)
    expect(await askToUse(service)).toMatchObject({ MaxUsage: expect.any(Number) })
    await use(service, 0.5)
    await expect.poll(() => gigabytesOf(service)).toBe(12)
  }
})

/** A shop that sells to John, who can sign in. */
async function shopOfJohn(mark: string): Promise<{ shop: Shop; john: CustomerPerson }> {
  const john = await makeCustomerUser(call)
  return { shop: { ...(await arrangeShop(call, mark)), customerId: john.customerId }, john }
}

const rowOf = (page: Page, { service_name }: SoldService): Locator =>
  page.getByRole('row').filter({ hasText: service_name })

const detailOf = ({ service_id }: SoldService) => call<Detail>('GET', `/crm/service/${service_id}`)

async function gigabytesOf(service: SoldService): Promise<number> {
  const { cgrates } = await detailOf(service)
  return (cgrates?.BalanceMap.DATA ?? []).reduce((sum, { Value }) => sum + Value, 0) / GIGABYTE
}

async function linesOf(customerId: number): Promise<unknown[]> {
  return (await call<{ data: unknown[] }>('GET', `/crm/transaction/customer_id/${customerId}`)).data
}

/** One of the page's actions, whether it has a button of its own or stands in the menu. */
async function chooseMore(page: Page, action: string): Promise<void> {
  const button = page.getByRole('main').getByRole('button', { name: action, exact: true })
  if ((await button.count()) > 0) return button.click()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

/** The account in the charging system; null when there is none. */
async function accountOf({ service_uuid }: SoldService): Promise<{ Disabled: boolean } | null> {
  return ocs<{ Disabled: boolean }>('ApierV2.GetAccount', { Tenant: TENANT, Account: service_uuid }).catch(() => null)
}

/** What the network asks before it lets the subscriber use data; throws the reason when it may not. */
function askToUse(service: SoldService): Promise<{ MaxUsage: number }> {
  return ocs('SessionSv1.AuthorizeEvent', {
    GetMaxUsage: true,
    Tenant: TENANT,
    ID: `ask-${service.service_uuid}`,
    Event: dataEvent(service, GIGABYTE),
  })
}

/** Data that the network reports as used. What an account that is gone or disabled has used moves no balance. */
function use(service: SoldService, gigabytes: number): Promise<unknown> {
  return ocs('CDRsV1.ProcessEvent', { Event: dataEvent(service, gigabytes * GIGABYTE) })
}

function dataEvent({ service_uuid }: SoldService, bytes: number): Record<string, string> {
  const now = new Date().toISOString()
  return {
    Tenant: TENANT,
    Account: service_uuid,
    ToR: '*data',
    Usage: String(bytes),
    Destination: 'internet',
    Category: 'data',
    OriginID: `life-${service_uuid}-${now}-${bytes}`,
    RequestType: '*prepaid',
    SetupTime: now,
    AnswerTime: now,
  }
}

async function ocs<T>(method: string, params: object): Promise<T> {
  const answer = await fetch(OCS_URL, { method: 'POST', body: JSON.stringify({ method, params: [params] }) })
  const { result, error } = (await answer.json()) as { result: T; error: string | null }
  if (error) throw new Error(error)
  return result
}
