import { expect, test } from '@playwright/test'
import { ADMIN } from './product.ts'

test('staff sign in and land on the customers; a wrong password stays on the page [AUTH-02] [AUTH-03] [AUTH-06]', async ({
  page,
}) => {
  await page.goto('/')
  await page.getByLabel('E-mail').fill(ADMIN.email)
  await page.getByLabel('Password', { exact: true }).fill('wrong')
  await page.getByRole('button', { name: 'Login' }).click()
  await expect(page.getByText('Invalid email or password')).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(ADMIN.email)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: 'Login' }).click()
  await expect(page).toHaveURL(/\/customers/)
  await expect(page.getByRole('heading', { name: 'Customers' })).toBeVisible()
})
