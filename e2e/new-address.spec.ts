import { expect, test } from '@playwright/test'
import { makeCustomerUser } from './arrange-people.ts'
import { signInToApi } from './arrange-shop.ts'
import { linkMailedTo, mailKindsTo } from './arrange-user.ts'
import { enterPassword, signIn, signOut } from './sign-in.ts'

const HOME = /\/self-care/

test('WF-91: a new e-mail address waits for its mail; then it signs in, is verified, and the contact has it too [USER-11] [SELF-04] [AUTH-05]', async ({
  page,
}) => {
  test.setTimeout(150_000)
  const call = await signInToApi()
  const john = await makeCustomerUser(call)
  const moved = `new.${john.email}`
  await signIn(page, john, HOME)

  await test.step('asks for it in the settings: it is pending, and the old one works', async () => {
    await page.goto('/settings')
    const data = page.getByRole('region', { name: 'Your data' })
    await data.getByLabel('E-mail').fill(moved)
    await data.getByRole('button', { name: 'Save' }).click()
    await expect(data.getByText(`${moved} is waiting to be verified`)).toBeVisible()
    await signOut(page)
    await enterPassword(page, { email: moved, password: john.password })
    await expect(page.getByText('Invalid email or password')).toBeVisible()
    await signIn(page, john, HOME)
    expect(await mailKindsTo(john.email), 'the old address is told').toContain('SecurityAlert')
    await signOut(page)
  })

  await test.step('follows the link of the mail, by a click', async () => {
    await page.goto(await linkMailedTo(moved, 'EmailVerification', '/verify-email/'))
    await page.getByRole('button', { name: 'Verify' }).click()
    await expect(page.getByText('Your e-mail address has been verified')).toBeVisible()
  })

  await test.step('the new one signs in and the old one no longer does', async () => {
    await enterPassword(page, john)
    await expect(page.getByText('Invalid email or password')).toBeVisible()
    await signIn(page, { email: moved, password: john.password }, HOME)
    await page.goto('/settings')
    await expect(page.getByRole('region', { name: 'Your data' }).getByLabel('E-mail')).toHaveValue(moved)
    await expect(page.getByText('is waiting to be verified')).toHaveCount(0)
    const user = await call<{ email: string; email_verified: boolean }>('GET', `/auth/users/${john.id}`)
    expect(user).toMatchObject({ email: moved, email_verified: true })
    const [contact] = await call<{ contact_email: string }[]>('GET', `/crm/contact/customer_id/${john.customerId}`)
    expect(contact?.contact_email).toBe(moved)
  })
})
