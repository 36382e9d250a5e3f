import { expect, type Page } from '@playwright/test'
import { ADMIN } from './product.ts'

/** Signs in on the log-in page and lands on the customers. */
export async function signIn(page: Page, credentials: { email: string; password: string } = ADMIN): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(credentials.email)
  await page.getByLabel('Password', { exact: true }).fill(credentials.password)
  await page.getByRole('button', { name: 'Login' }).click()
  await expect(page).toHaveURL(/\/customers/)
}
