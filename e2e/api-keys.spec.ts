import { expect, type Locator, type Page, test } from '@playwright/test'
import { freshMark, makeCustomerUser, signedInPage } from './arrange-people.ts'
import { signInToApi } from './arrange-shop.ts'
import { PRODUCT_URL } from './product.ts'
import { signIn } from './sign-in.ts'

async function statusWith(key: string, path: string, init: RequestInit = {}): Promise<number> {
  const answer = await fetch(PRODUCT_URL + path, {
    ...init,
    headers: { 'x-api-key': key, ...(init.body ? { 'content-type': 'application/json' } : {}) },
  })
  return answer.status
}

/** The whole key, which the dialog shows once. */
async function takeKey(page: Page): Promise<string> {
  await expect(page.getByText('Copy this key now - it will not be shown again!')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Copy to Clipboard' })).toBeVisible()
  const key = await page.getByRole('dialog').getByRole('textbox', { name: 'API Key' }).inputValue()
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  return key
}

const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('WF-89: a key is made with ticked permissions, shown once, regenerated, expired, extended and deleted [KEY-03] [KEY-04] [KEY-09] [KEY-10] [KEY-12] [KEY-13]', async ({
  page,
}) => {
  test.setTimeout(90_000)
  const call = await signInToApi()
  const name = `Provisioning System ${freshMark()}`
  const row: Locator = page.getByRole('row').filter({ hasText: name })
  const choose = async (action: string): Promise<void> => {
    await row.getByRole('button', { name: 'Actions for this row' }).click()
    await page.getByRole('menuitem', { name: action, exact: true }).click()
  }
  await signIn(page)
  await page.goto('/api-keys')
  const total = page
    .locator('section, div')
    .filter({ hasText: /^Total\d+$/ })
    .last()
  const before = Number((await total.textContent())?.replace('Total', ''))

  const first = await test.step('the form asks for name, description, expiry and permissions to tick', async () => {
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    const form = page.getByRole('dialog')
    await form.getByRole('button', { name: 'Generate Key' }).click()
    await expect(form.getByText('This is required')).toBeVisible()
    await form.getByLabel('Name').fill(name)
    await form.getByLabel('Description').fill('Used by the provisioning server')
    await form.getByLabel('Expiry').fill(dayIn(365))
    await form.getByRole('searchbox').fill('view customer')
    await form.getByRole('checkbox', { name: 'view_customer', exact: true }).check()
    await form.getByRole('button', { name: 'Generate Key' }).click()
    return takeKey(page)
  })
  expect(first).toMatch(/^sk_live_\w{40}$/)

  await test.step('afterwards only the last four characters are seen', async () => {
    await expect(row).toContainText(`sk_live_…${first.slice(-4)}`)
    await expect(row).toContainText('Active')
    expect(await page.content()).not.toContain(first)
    await expect(total).toHaveText(`Total${before + 1}`)
    expect(await statusWith(first, '/crm/customers')).toBe(200)
    const creation = { method: 'PUT', body: JSON.stringify({ customer_name: 'Nobody' }) }
    expect(await statusWith(first, '/crm/customer/', creation)).toBe(403)
  })

  const second = await test.step('regenerating asks, and replaces the key at once', async () => {
    await choose('Regenerate')
    await expect(page.getByRole('dialog')).toContainText(name)
    await page.getByRole('dialog').getByRole('button', { name: 'Regenerate' }).click()
    return takeKey(page)
  })
  expect(await statusWith(first, '/crm/customers')).toBe(401)
  expect(await statusWith(second, '/crm/customers')).toBe(200)

  await test.step('what the key did stands on its page', async () => {
    await row.getByRole('button', { name }).click()
    const details = page.getByRole('dialog')
    await expect(details).toContainText('Used by the provisioning server')
    await expect(details).toContainText('/crm/customers')
    await page.keyboard.press('Escape')
  })

  await test.step('soon to expire it is orange, past it red and refused; extended it works again', async () => {
    const { api_key_id: id } = (await call<{ api_key_id: number; name: string }[]>('GET', '/crm/api-keys')).find(
      (key) => key.name === name,
    ) ?? { api_key_id: 0 }
    await call('PATCH', `/crm/api-keys/${id}`, { expiry_date: dayIn(10) })
    await page.reload()
    await expect(row.getByText('Expiring soon')).toHaveAttribute('data-tone', 'warn')
    await call('PATCH', `/crm/api-keys/${id}`, { expiry_date: dayIn(-2) })
    await page.reload()
    await expect(row.getByText('Expired')).toHaveAttribute('data-tone', 'bad')
    expect(await statusWith(second, '/crm/customers')).toBe(401)
    await choose('Edit')
    await page.getByRole('dialog').getByLabel('Expiry').fill(dayIn(200))
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect(row.getByText('Active')).toHaveAttribute('data-tone', 'good')
    expect(await statusWith(second, '/crm/customers')).toBe(200)
  })

  await test.step('deleting asks, and ends it', async () => {
    await choose('Delete')
    await expect(page.getByRole('dialog')).toContainText(name)
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await expect(row).toHaveCount(0)
    expect(await statusWith(second, '/crm/customers')).toBe(401)
  })
})

test('WF-123: a business customer makes a read-only key of its own, which sees that customer and writes nothing [KEY-25]', async ({
  browser,
}) => {
  const call = await signInToApi()
  const acme = await makeCustomerUser(call, { firstName: 'Acme', type: 'Business' })
  const other = await makeCustomerUser(call, { firstName: 'Olga' })
  const page = await signedInPage(browser, acme, /\/self-care/)
  await page.getByRole('link', { name: 'API Access' }).click()
  await page.getByRole('button', { name: 'Generate API Key' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Name').fill('Usage report')
  await expect(form.getByRole('radio', { name: 'Read-only' })).toBeChecked()
  await form.getByLabel('Expiry').fill(dayIn(90))
  await form.getByRole('button', { name: 'Generate API Key' }).click()
  const key = await takeKey(page)
  const row = page.getByRole('row').filter({ hasText: 'Usage report' })
  await expect(row).toContainText('Read-only')
  await expect(row).toContainText(`sk_live_…${key.slice(-4)}`)

  expect(await statusWith(key, `/crm/customer/customer_id/${acme.customerId}`)).toBe(200)
  expect(await statusWith(key, `/crm/customer/customer_id/${other.customerId}`)).toBe(403)
  const change = { method: 'PATCH', body: JSON.stringify({ phone_number: '+44 20 7946 0000' }) }
  expect([401, 403]).toContain(await statusWith(key, '/crm/auth/me', change))

  await row.getByRole('button', { name: 'Actions for this row' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('No API keys yet')).toBeVisible()
  expect(await statusWith(key, `/crm/customer/customer_id/${acme.customerId}`)).toBe(401)

  const individual = await signedInPage(browser, other, /\/self-care/)
  await individual.goto('/self-care/api-access')
  await expect(individual.getByText('API access is for business customers')).toBeVisible()
  await expect(individual.getByRole('button', { name: 'Generate API Key' })).toHaveCount(0)
})
