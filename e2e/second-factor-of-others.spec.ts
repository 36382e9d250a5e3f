import { expect, test } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { makeCustomerUser, signedInPage } from './arrange-people.ts'
import { signInToApi } from './arrange-shop.ts'
import { arrangeUser } from './arrange-user.ts'
import { enterPassword, signIn, typeCode } from './sign-in.ts'

test('an administrator starts the enrolment of a user from the Security section, without their password [TFA-24]', async ({
  page,
}) => {
  const user = await arrangeUser('wanda')
  await signIn(page)
  await page.goto(`/users/${user.id}`)
  await page.getByRole('region', { name: 'Security' }).getByRole('button', { name: 'Enable 2FA' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('listitem')).toHaveCount(10)
  const app = new TOTP({ secret: Secret.fromBase32((await dialog.locator('code').textContent()) ?? '') })
  await typeCode(page, app.generate())
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(
    page.getByRole('region', { name: 'Security' }).getByRole('button', { name: 'Regenerate Backup Codes' }),
  ).toBeVisible()
  await page.context().clearCookies()
  await enterPassword(page, user)
  await typeCode(page, app.generate({ timestamp: Date.now() + 30_000 }))
  await expect(page).toHaveURL(/\/customers/)
})

test('customers are not asked to set up a second factor, and may do so in their settings [TFA-22]', async ({
  browser,
}) => {
  const john = await makeCustomerUser(await signInToApi())
  const page = await signedInPage(browser, john, /\/self-care/)
  await expect(page.getByRole('heading', { name: 'Hello, John' })).toBeVisible()
  await expect(page.getByText('Protect your account')).toHaveCount(0)
  await page.goto('/settings')
  await expect(page.getByRole('button', { name: 'Enable 2FA' })).toBeVisible()
})
