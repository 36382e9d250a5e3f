import { expect, test } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { signInToApi } from './arrange-shop.ts'
import { ADMIN } from './product.ts'
import { enterPassword, enterRecoveryCode, signIn, signOut, typeCode } from './sign-in.ts'

const STEP_MS = 30_000

test('WF-84, WF-80: a user gets a temporary password, must change it, sets up the second factor and signs in by code and by backup code [USER-17] [USER-19] [USER-20] [TFA-03] [TFA-05] [TFA-07] [TFA-10] [TFA-13] [TFA-15]', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000)
  const mark = String(Date.now()).slice(-7)
  const email = `grace.${mark}@example.com`
  const chosen = `Chosen-by-me-${mark}`

  const temporary = await test.step('the administrator adds a user and makes a temporary password', async () => {
    await signIn(page)
    await expect(page.getByText('Protect your account')).toBeVisible()
    await page.goto('/users')
    await page.getByRole('button', { name: 'Add user' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Username').fill(`grace.${mark}`)
    await form.getByRole('textbox', { name: 'E-mail' }).fill(email)
    await form.getByLabel('First name').fill('Grace')
    await form.getByLabel('Last name').fill(`Hopper ${mark}`)
    await form.getByRole('textbox', { name: 'Password' }).fill('Made-up-by-admin-1')
    await form.getByRole('combobox', { name: 'Roles' }).click()
    await page.getByRole('option', { name: 'admin', exact: true }).click()
    await page.keyboard.press('Escape')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('User added')).toBeVisible()

    const row = page.getByRole('row').filter({ hasText: email })
    await row.getByRole('button', { name: 'Actions for this row' }).click()
    await expect(page.getByRole('menuitem', { name: 'Reset 2FA' })).toHaveCount(0)
    await page.getByRole('menuitem', { name: 'Reset Password' }).click()
    await expect(page.getByRole('dialog')).toContainText(email)
    await page.getByRole('dialog').getByRole('button', { name: 'Reset Password' }).click()
    const shown = page.getByRole('textbox', { name: 'Temporary password' })
    await expect(shown).toHaveValue(/^\S{12}$/)
    return shown.inputValue()
  })

  const user = await (await browser.newContext()).newPage()

  await test.step('the user is held at the password change, wherever they turn', async () => {
    await enterPassword(user, { email, password: temporary })
    await expect(user).toHaveURL(/\/change-password/)
    await user.goto('/customers')
    await expect(user).toHaveURL(/\/change-password/)
    await user.getByLabel('Temporary password').fill(temporary)
    await user.getByLabel('New password').fill('too-simple')
    await user.getByLabel('Confirm password').fill('too-simple')
    await user.getByRole('button', { name: 'Change password' }).click()
    await expect(user.getByText('The password must meet all rules')).toBeVisible()
    await user.getByLabel('New password').fill(chosen)
    await user.getByLabel('Confirm password').fill(chosen)
    await user.getByRole('button', { name: 'Change password' }).click()
    await expect(user).toHaveURL(/\/customers/)
    await signOut(user)
    await enterPassword(user, { email, password: temporary })
    await expect(user.getByText('Invalid email or password')).toBeVisible()
    await signIn(user, { email, password: chosen })
  })

  const { totp, codes } = await test.step('sets up the second factor in the settings', async () => {
    await user.getByRole('button', { name: /^Menu of Grace/ }).click()
    await user.getByRole('menuitem', { name: 'Settings' }).click()
    await user.getByRole('button', { name: 'Enable 2FA' }).click()
    const dialog = user.getByRole('dialog')
    await dialog.getByLabel('Current password').fill('not the password')
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await expect(dialog.getByText(/is not your present password/)).toBeVisible()
    await dialog.getByLabel('Current password').fill(chosen)
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await expect(dialog.getByRole('listitem')).toHaveCount(10)
    const listed = await dialog.getByRole('listitem').allTextContents()
    const secret = (await dialog.locator('code').textContent()) ?? ''
    const generator = new TOTP({ secret: Secret.fromBase32(secret) })
    await typeCode(user, wrongCode(generator))
    await expect(dialog.getByText(/is not the present code/)).toBeVisible()
    await typeCode(user, generator.generate())
    await expect(dialog.getByText('From now on, login requires both password and 2FA code')).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(user.getByRole('button', { name: 'Regenerate Backup Codes' })).toBeVisible()
    return { totp: generator, codes: listed }
  })

  await test.step('signs in with a code, which submits itself; a wrong one empties the boxes', async () => {
    await signOut(user)
    await enterPassword(user, { email, password: chosen })
    await expect(user.getByRole('heading', { name: 'Two-factor authentication' })).toBeVisible()
    await typeCode(user, wrongCode(totp))
    await expect(user.getByText('The code is not valid')).toBeVisible()
    await expect(user.getByLabel('Digit 1')).toHaveValue('')
    // each code counts once: the next window is accepted already
    await typeCode(user, totp.generate({ timestamp: Date.now() + STEP_MS }))
    await expect(user).toHaveURL(/\/customers/)
  })

  await test.step('a backup code signs in once, and never again; Cancel leads back', async () => {
    await signOut(user)
    await enterPassword(user, { email, password: chosen })
    await enterRecoveryCode(user, codes[0] ?? '')
    await expect(user).toHaveURL(/\/customers/)
    await signOut(user)
    await enterPassword(user, { email, password: chosen })
    await enterRecoveryCode(user, codes[0] ?? '')
    await expect(user.getByText('The code is not valid')).toBeVisible()
    await user.getByRole('button', { name: 'Cancel' }).click()
    await expect(user.getByRole('button', { name: 'Login' })).toBeVisible()
    await user.goto('/customers')
    await expect(user).toHaveURL(/\/login/)
  })

  await test.step('regenerated, the old backup codes fail and a new one signs in', async () => {
    await enterPassword(user, { email, password: chosen })
    await enterRecoveryCode(user, codes[1] ?? '')
    await expect(user).toHaveURL(/\/customers/)
    await user.goto('/settings')
    await user.getByRole('button', { name: 'Regenerate Backup Codes' }).click()
    await user.getByRole('dialog').getByRole('button', { name: 'Regenerate Backup Codes' }).click()
    const shown = user.getByRole('dialog', { name: 'New backup codes' })
    await expect(shown.getByRole('listitem')).toHaveCount(10)
    const fresh = await shown.getByRole('listitem').allTextContents()
    expect(fresh.filter((code) => codes.includes(code))).toEqual([])
    await shown.getByRole('button', { name: 'Close' }).last().click()
    await signOut(user)
    await enterPassword(user, { email, password: chosen })
    await enterRecoveryCode(user, codes[2] ?? '')
    await expect(user.getByText('The code is not valid')).toBeVisible()
    await user.getByRole('textbox', { name: 'Recovery Code' }).fill(fresh[0] ?? '')
    await user.getByRole('button', { name: 'Verify' }).click()
    await expect(user).toHaveURL(/\/customers/)
  })

  await test.step('the administrator resets the second factor: the password alone signs in', async () => {
    await page.goto('/users')
    const row = page.getByRole('row').filter({ hasText: email })
    await row.getByRole('button', { name: 'Actions for this row' }).click()
    await page.getByRole('menuitem', { name: 'Reset 2FA' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Reset 2FA' }).click()
    await expect(page.getByText('Two-factor authentication has been reset')).toBeVisible()
    await signOut(user)
    await signIn(user, { email, password: chosen })
  })
})

test('the forgotten password is answered the same for everybody, and malformed addresses are refused [AUTH-22] [AUTH-23]', async ({
  page,
}) => {
  await page.goto('/login')
  await page.getByRole('link', { name: 'Forgot password?' }).click()
  await page.getByLabel('E-mail').fill('nobody')
  await page.getByRole('button', { name: 'Send Reset Link' }).click()
  await expect(page.getByText('Enter an e-mail address')).toBeVisible()
  for (const email of [ADMIN.email, 'nobody@example.com']) {
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Send Reset Link' }).click()
    await expect(page.getByText('Reset instructions have been sent to your email')).toBeVisible()
  }
})

test('an unknown reset link says so and offers a new one [AUTH-28]', async ({ page }) => {
  await page.goto('/reset-password/no-such-token')
  await page.getByLabel('New password').fill('Correct-horse-2')
  await page.getByLabel('Confirm password').fill('Correct-horse-2')
  await page.getByRole('button', { name: 'Reset Password' }).click()
  await page.getByRole('button', { name: 'Request New Reset Link' }).click()
  await expect(page).toHaveURL(/\/forgot-password/)
})

test('staff act as a contact’s user in a tab of its own, with the banner, and their own tab stays theirs [IMP-02] [IMP-05] [IMP-08]', async ({
  page,
  context,
}) => {
  const call = await signInToApi()
  const mark = String(Date.now()).slice(-7)
  const email = `mary.${mark}@example.com`
  const customer = await call<{ customer_id: number }>('PUT', '/crm/customer/', {
    customer_name: `Mary of the second tab ${mark}`,
    contacts: [
      { contact_firstname: 'Mary', contact_lastname: 'Jones', contact_email: email, contact_types: 'Primary' },
    ],
  })
  const contacts = await call<{ contact_id: number }[]>('GET', `/crm/contact/customer_id/${customer.customer_id}`)
  await call('POST', '/crm/auth/users', {
    ...{ username: `mary.${mark}`, email, password: 'Correct-horse-1', first_name: 'Mary', last_name: 'Jones' },
    ...{ role: 'customer', contact_id: contacts[0]?.contact_id },
  })

  await signIn(page)
  await page.goto(`/customers/${customer.customer_id}#4`)
  await page.getByRole('button', { name: 'Actions for this row' }).click()
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('menuitem', { name: 'Login as User' }).click(),
  ])
  await tab.getByRole('button', { name: 'Login as User' }).click()
  const banner = tab.getByText('You are currently logged in as Mary Jones.')
  await expect(banner).toBeVisible()
  await expect(tab).toHaveURL(/\/self-care/)
  await tab.reload()
  await expect(banner).toBeVisible()
  await tab.goto('/customers')
  await expect(tab.getByText('No access')).toBeVisible()

  await page.reload()
  await expect(page.getByRole('tab', { name: 'Contacts' })).toBeVisible()
  await expect(page.getByText('You are currently logged in as')).toHaveCount(0)

  await tab.getByRole('button', { name: 'Click here to stop impersonation.' }).click()
  await expect(tab).toHaveURL(/\/customers/)
  await expect(tab.getByRole('heading', { name: 'Customers' })).toBeVisible()
  await expect(banner).toHaveCount(0)
})

/** A code of six digits that the authenticator shows in none of the windows that are accepted. */
function wrongCode(totp: TOTP): string {
  const right = [-1, 0, 1, 2].map((step) => totp.generate({ timestamp: Date.now() + step * STEP_MS }))
  return right.includes('000000') ? '111111' : '000000'
}
