import { expect, test } from '@playwright/test'
import { arrangeUser, letTimePass, linkMailedTo, mailKindsTo } from './arrange-user.ts'
import { enterPassword, signIn, signOut } from './sign-in.ts'

const ATTEMPTS = 5

test('WF-83: five wrong passwords lock the account, for the right one too; half an hour or the mailed link opens it [AUTH-15] [AUTH-16] [AUTH-17]', async ({
  page,
}) => {
  test.setTimeout(180_000)
  const user = await arrangeUser('john')
  const lockOut = async () => {
    await page.goto('/login')
    await page.getByLabel('E-mail').fill(user.email)
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      await page.getByLabel('Password', { exact: true }).fill(`Wrong-horse-${attempt}`)
      const answered = page.waitForResponse((response) => response.url().endsWith('/crm/auth/login'))
      await page.getByRole('button', { name: 'Login' }).click()
      expect((await answered).status()).toBe(401)
      await expect(page.getByText('Invalid email or password')).toBeVisible()
    }
  }
  const countMails = async () => {
    const kinds = await mailKindsTo(user.email)
    return ['UserPasswordReset', 'AccountLocked'].map((kind) => kinds.filter((sent) => sent === kind).length)
  }

  await test.step('five wrong ones are answered alike, the sixth time even the right one is refused', async () => {
    await lockOut()
    await enterPassword(page, user)
    await expect(page.getByText('This account is locked after too many failed attempts')).toBeVisible()
    expect(await countMails(), 'one reset mail, one notice').toEqual([1, 1])
  })

  await test.step('half an hour later the right one works', async () => {
    await letTimePass('PT29M')
    await enterPassword(page, user)
    await expect(page.getByText('This account is locked after too many failed attempts')).toBeVisible()
    await letTimePass('PT1M1S')
    await signIn(page, user)
    await signOut(page)
  })

  await test.step('or the mailed link opens it at once, with a new password', async () => {
    await lockOut()
    expect(await countMails()).toEqual([2, 2])
    await page.goto(await linkMailedTo(user.email, 'UserPasswordReset', '/reset-password/'))
    await page.getByLabel('New password').fill('Other-horse-14')
    await page.getByLabel('Confirm password').fill('Other-horse-14')
    await page.getByRole('button', { name: 'Reset Password' }).click()
    await expect(page.getByText('Password has been reset successfully')).toBeVisible()
    await signIn(page, { email: user.email, password: 'Other-horse-14' })
  })
})
