import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { arrangeShop, signInToApi } from './arrange-shop.ts'
import { OCS_URL } from './product.ts'
import { textOfPdf } from './read-pdf.ts'
import { signIn } from './sign-in.ts'

const GIGABYTE = 1024 ** 3

type Service = { service_id: number; service_uuid: string; service_name: string; service_status: string }
type Invoice = { invoice_id: number; paid: boolean; total: number; amount_due: number; payment_reference: string }

test('WF-20: a clerk sells a SIM, watches it provision, sees balances move, invoices it and takes the cash [PLAN-01] [USE-01] [INVC-01]', async ({
  page,
}) => {
  const call = await signInToApi()
  const shop = await arrangeShop(call, 'of the counter')
  await signIn(page)

  await test.step('orders the plan for the customer', async () => {
    await page.goto('/plans')
    await page.getByRole('searchbox', { name: 'Search by name or feature' }).fill('of the counter')
    await expect(page.getByRole('button', { name: 'Assign to Customer' })).toHaveCount(1)
    await page.getByRole('button', { name: 'Assign to Customer' }).click()
    await page.getByRole('textbox', { name: 'Customer' }).fill(shop.customerName)
    await page.getByRole('option', { name: shop.customerName }).click()
    await page.getByRole('button', { name: 'Continue' }).click()
    await choose(page, 'SIM Card', shop.sims[0] ?? '')
    await expect(page.getByRole('button', { name: 'Continue' })).toBeDisabled()
    await choose(page, 'Mobile Number', shop.numbers[0] ?? '')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('radio', { name: 'Yes' }).check()
    await page.getByRole('button', { name: 'Continue' }).click()
  })

  await test.step('reviews it, cannot confirm without the terms, and confirms', async () => {
    const review = page.getByRole('region', { name: 'Review and confirm' })
    for (const text of [shop.customerName, shop.sims[0], shop.numbers[0], '£15.00']) {
      await expect(review).toContainText(text ?? '')
    }
    const confirm = page.getByRole('button', { name: 'Confirm & Provision' })
    await expect(confirm).toBeDisabled()
    await page.getByRole('checkbox', { name: /accepts the terms/ }).check()
    await confirm.click()
  })

  const progress = page.getByRole('dialog')
  await test.step('watches each task go green', async () => {
    await expect(progress.getByText('Service successfully provisioned')).toBeVisible({ timeout: 30_000 })
    await expect(progress.getByRole('listitem').filter({ hasText: 'Create account in OCS' })).toContainText('Done')
    await expect(progress.getByText(/Progress: (\d+) of \1 tasks completed/)).toBeVisible()
  })

  const [service] = await call<Service[]>('GET', `/crm/service/customer_id/${shop.customerId}`)
  if (!service) throw new Error('no service was made')
  expect(service).toMatchObject({ service_name: `Mobile - ${shop.numbers[0]}`, service_status: 'Active' })

  await test.step('sees the balances, and sees them move while they are used', async () => {
    await progress.getByText('View Service').click()
    await page.getByRole('tab', { name: 'Usage' }).click()
    const data = page.getByRole('button', { name: /^Data/ })
    await expect(data).toContainText('20GB / 20GB (100%)')
    await expect(page.getByRole('button', { name: /^Voice/ })).toContainText('Unlimited')
    await feedData(service.service_uuid, 8 * GIGABYTE)
    await expect(data).toContainText('12GB / 20GB (60%)', { timeout: 3000 })
  })

  await test.step('generates the invoice', async () => {
    await page.goto(`/customers/${shop.customerId}#5`)
    await page.getByRole('button', { name: 'Generate Proforma Invoice' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('2 Transactions selected')).toBeVisible()
    await dialog.getByRole('button', { name: 'Generate Invoice (2)' }).click()
    await expect(page.getByText(/Invoice INV-\d{4}-\d{6} generated/)).toBeVisible()
  })
  const { data: invoices } = await call<{ data: Invoice[] }>('GET', `/crm/invoice/customer_id/${shop.customerId}`)
  const [invoice] = invoices
  if (!invoice) throw new Error('no invoice was made')

  await test.step('downloads its PDF, with the right amounts in it', async () => {
    await page.goto(`/invoices/${invoice.invoice_id}`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download PDF' }).first().click(),
    ])
    const text = await textOfPdf(readFileSync(await download.path()))
    expect(text).toContain(shop.customerName)
    expect(text).toContain('First Month')
    expect(text.match(/15\.00/g)?.length).toBeGreaterThanOrEqual(2)
  })

  await test.step('takes the cash, once', async () => {
    await page.goto(`/customers/${shop.customerId}#5`)
    await page.getByRole('button', { name: 'Take payment' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('£15.00')
    await dialog.getByLabel('Reference').fill('Receipt #001')
    await dialog.getByRole('button', { name: 'Pay Invoice' }).click()
    await expect(page.getByText('Payment booked')).toBeVisible()
  })
  const paid = await call<Invoice>('GET', `/crm/invoice/invoice_id/${invoice.invoice_id}`)
  expect(paid).toMatchObject({ paid: true, total: 15, amount_due: 0, payment_reference: 'Receipt #001' })
  await expect(call('POST', `/crm/invoice/${invoice.invoice_id}/pay`, { payment_method: 'cash' })).rejects.toThrow(
    '409',
  )
})

async function choose(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(text)
  await page.getByRole('option').filter({ hasText: text }).click()
}

/** What the network reports of the customer's use. */
async function feedData(account: string, bytes: number): Promise<void> {
  const now = new Date().toISOString()
  const event = {
    Tenant: 'mnc001.mcc234.3gppnetwork.org',
    Account: account,
    ToR: '*data',
    Usage: String(bytes),
    Destination: 'internet',
    Category: 'data',
    OriginID: `e2e-${account}`,
    RequestType: '*prepaid',
    SetupTime: now,
    AnswerTime: now,
  }
  const answer = await fetch(OCS_URL, {
    method: 'POST',
    body: JSON.stringify({ method: 'CDRsV1.ProcessEvent', params: [{ Event: event }] }),
  })
  expect(((await answer.json()) as { error: string | null }).error).toBeFalsy()
}
