import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { makeCustomerUser, makeStaff, signedInPage } from './arrange-people.ts'
import { signInToApi } from './arrange-shop.ts'
import { signIn } from './sign-in.ts'

test('the audit is narrowed by area, person and day, opens to what changed, and leaves as CSV [ACT-02] [ACT-04] [ACT-10]', async ({
  page,
  browser,
}) => {
  const call = await signInToApi()
  const sam = await makeStaff(call, 'customer_service_agent_1', 'Sam')
  const { customerId, customerName } = await makeCustomerUser(call)
  const theirs = await signedInPage(browser, sam, /\/customers/)
  await theirs.goto(`/customers/${customerId}`)
  await theirs.getByRole('button', { name: 'More actions' }).click()
  await theirs.getByRole('menuitem', { name: 'Edit' }).click()
  await theirs.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(`${customerName} Ltd`)
  await theirs.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(theirs.getByRole('heading', { name: `${customerName} Ltd` })).toBeVisible()

  await signIn(page)
  await page.goto('/audit')
  await page.getByRole('textbox', { name: 'User' }).fill(sam.email)
  await page.getByRole('option', { name: sam.email }).click()
  await expect(page.getByText('Showing results 1-2 of 2')).toBeVisible()
  const table = page.getByRole('table')
  await expect(table.getByRole('button', { name: 'Signed in', exact: true })).toBeVisible()
  await expect(table.getByRole('row').filter({ hasText: 'Signed in' }), 'the person, not the address').toContainText(
    sam.name,
  )

  await page.getByRole('combobox', { name: 'Area' }).click()
  await page.getByRole('option', { name: 'Customer', exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Showing results 1-1 of 1')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Showing results 1-1 of 1'), 'the filters are in the address').toBeVisible()

  await table.getByRole('button', { name: /Changed customer/ }).click()
  await expect(page.getByRole('dialog')).toContainText(`${customerName} Ltd`)
  await expect(page.getByRole('dialog')).toContainText(sam.name)
  await page.keyboard.press('Escape')

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ])
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain(`${customerName} Ltd`)

  await page.getByLabel('Day to').fill('2020-01-01')
  await expect(page.getByText('Nothing matches the search and filters')).toBeVisible()
  await expect(page.getByRole('button', { name: /delete/i })).toHaveCount(0)
})
