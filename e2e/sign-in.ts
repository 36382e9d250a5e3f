import { expect, type Page } from '@playwright/test'
import { ADMIN } from './product.ts'

type Credentials = { email: string; password: string }

/** Signs in on the log-in page and lands on the customers, or where else such a user lands. */
export async function signIn(page: Page, credentials: Credentials = ADMIN, lands = /\/customers/): Promise<void> {
  await enterPassword(page, credentials)
  await expect(page).toHaveURL(lands)
}

/** The first step of a sign-in; what follows is the test's to look at. */
export async function enterPassword(page: Page, { email, password }: Credentials): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Login' }).click()
}

/** Types the six digits of an authenticator app, which submit themselves. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Digit 1').click()
  await page.keyboard.type(code)
}

export async function enterRecoveryCode(page: Page, code: string): Promise<void> {
  await page.getByRole('tab', { name: 'Recovery Code' }).click()
  await page.getByRole('textbox', { name: 'Recovery Code' }).fill(code)
  await page.getByRole('button', { name: 'Verify' }).click()
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Menu of/ }).click()
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  await expect(page).toHaveURL(/\/login/)
}
