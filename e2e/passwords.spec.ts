import { expect, test } from '@playwright/test'
import { arrangeUser, letTimePass, linkMailedTo, mailKindsTo } from './arrange-user.ts'
import { enterPassword, signIn, signOut } from './sign-in.ts'

test('the eye on the password field shows and hides what was typed [AUTH-04]', async ({ page }) => {
  await page.goto('/login')
  const password = page.getByLabel('Password', { exact: true })
  const eye = page.getByRole('button', { name: 'Show or hide the password' })
  await password.fill('Correct-horse-1')
  await expect(password).toHaveAttribute('type', 'password')
  await expect(eye.locator('svg')).toBeVisible()
  await eye.click()
  await expect(password).toHaveAttribute('type', 'text')
  await expect(password).toHaveValue('Correct-horse-1')
  await eye.click()
  await expect(password).toHaveAttribute('type', 'password')
})

test('WF-82: by the mailed link, a new password is taken once both entries agree; then the old one is out [AUTH-24] [AUTH-25] [AUTH-26] [AUTH-27]', async ({
  page,
}) => {
  test.setTimeout(150_000)
  const user = await arrangeUser('frank')
  await page.goto('/forgot-password')
  await page.getByLabel('E-mail').fill(user.email)
  await page.getByRole('button', { name: 'Send Reset Link' }).click()
  await expect(page.getByText('Reset instructions have been sent to your email')).toBeVisible()

  const link = await linkMailedTo(user.email, 'UserPasswordReset', '/reset-password/')
  await page.goto(link)
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/crm/auth/reset_password')) sent.push(request.url())
  })
  const enter = async (password: string, again: string) => {
    await page.getByLabel('New password').fill(password)
    await page.getByLabel('Confirm password').fill(again)
    await page.getByRole('button', { name: 'Reset Password' }).click()
  }
  await enter('too-simple', 'too-simple')
  await expect(page.getByText('The password must meet all rules')).toBeVisible()
  await enter('New-horse-12', 'New-horse-21')
  await expect(page.getByText('The two passwords differ')).toBeVisible()
  expect(sent, 'nothing is sent while the entries differ').toEqual([])
  await enter('New-horse-12', 'New-horse-12')
  await expect(page.getByText('Password has been reset successfully')).toBeVisible()
  await expect(page).toHaveURL(/\/login/)

  await enterPassword(page, user)
  await expect(page.getByText('Invalid email or password')).toBeVisible()
  await signIn(page, { email: user.email, password: 'New-horse-12' })
  await signOut(page)

  expect(await mailKindsTo(user.email)).toContain('UserPasswordResetSuccess')
  await page.goto(link)
  await enter('Newer-horse-13', 'Newer-horse-13')
  await expect(page.getByText('This link is not valid or has expired'), 'a second use').toBeVisible()
  await expect(page.getByRole('button', { name: 'Request New Reset Link' })).toBeVisible()

  await page.goto('/forgot-password')
  for (const email of [user.email, `no.${user.email}`]) {
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Send Reset Link' }).click()
    await expect(page.getByText('Reset instructions have been sent to your email')).toBeVisible()
  }
  await expect.poll(() => linkMailedTo(user.email, 'UserPasswordReset', '/reset-password/')).not.toBe(link)
  expect(await mailKindsTo(`no.${user.email}`), 'nobody there, no mail').toEqual([])
  const late = await linkMailedTo(user.email, 'UserPasswordReset', '/reset-password/')
  await letTimePass('PT61M')
  await page.goto(late)
  await enter('Newer-horse-13', 'Newer-horse-13')
  await expect(page.getByText('This link is not valid or has expired'), 'after 61 minutes').toBeVisible()
})
