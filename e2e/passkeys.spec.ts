import { expect, type Page, test } from '@playwright/test'
import { arrangeUser } from './arrange-user.ts'
import { enterPassword, enterRecoveryCode, signIn, signOut } from './sign-in.ts'
import { plugIn } from './virtual-authenticator.ts'

async function addPasskey(page: Page, input: { name: string; password: string }): Promise<void> {
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(input.name)
  await dialog.getByLabel('Current password').fill(input.password)
  await dialog.getByRole('button', { name: 'Add a passkey' }).click()
}

test('a passkey is added in the settings, signs in at the second step, and is renamed and removed', async ({
  page,
}) => {
  test.setTimeout(120_000)
  const user = await arrangeUser('pia')
  const { cdp, authenticatorId } = await plugIn(page)
  const passkeys = page.getByRole('region', { name: 'Passkeys' })
  let codes: string[] = []

  await test.step('adds it: the password first, then the browser, then backup codes', async () => {
    await signIn(page, user)
    await page.goto('/settings')
    await expect(passkeys.getByText('No passkeys yet')).toBeVisible()
    await addPasskey(page, { name: 'Work laptop', password: 'not the password' })
    const dialog = page.getByRole('dialog', { name: 'Add a passkey' })
    await expect(dialog.getByText(/is not your present password/)).toBeVisible()
    await dialog.getByLabel('Current password').fill(user.password)
    await dialog.getByRole('button', { name: 'Add a passkey' }).click()
    await expect(dialog.getByRole('listitem')).toHaveCount(10)
    codes = await dialog.getByRole('listitem').allTextContents()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(passkeys.getByRole('row').filter({ hasText: 'Work laptop' })).toContainText('Never')
  })

  await test.step('the same authenticator is not added twice', async () => {
    await addPasskey(page, { name: 'Again', password: user.password })
    const dialog = page.getByRole('dialog', { name: 'Add a passkey' })
    await expect(dialog.getByText('This device has a passkey for your account already.')).toBeVisible()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(passkeys.getByRole('row')).toHaveCount(2)
  })

  await test.step('signs in with it', async () => {
    await signOut(page)
    await enterPassword(page, user)
    await expect(page.getByRole('tab', { name: 'Passkey' })).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('tab', { name: 'Authenticator' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await expect(page).toHaveURL(/\/customers/)
    await page.goto('/settings')
    await expect(passkeys.getByRole('row').filter({ hasText: 'Work laptop' })).not.toContainText('Never')
  })

  await test.step('without the authenticator only a recovery code is left', async () => {
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
    expect(credentials).toHaveLength(1)
    await cdp.send('WebAuthn.clearCredentials', { authenticatorId })
    await signOut(page)
    await enterPassword(page, user)
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await expect(page.getByText('That was cancelled or took too long. Try again.')).toBeVisible()
    await enterRecoveryCode(page, codes[0] ?? '')
    await expect(page).toHaveURL(/\/customers/)
  })

  await test.step('renames and removes it; then the password alone signs in', async () => {
    await page.goto('/settings')
    await passkeys.getByRole('button', { name: 'Actions for this row' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Lost laptop')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect(passkeys.getByRole('row').filter({ hasText: 'Lost laptop' })).toBeVisible()
    await passkeys.getByRole('button', { name: 'Actions for this row' }).click()
    await page.getByRole('menuitem', { name: 'Remove passkey' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Lost laptop')
    await expect(dialog).toContainText('your password alone signs you in')
    await dialog.getByLabel('Current password').fill(user.password)
    await dialog.getByRole('button', { name: 'Remove passkey' }).click()
    await expect(passkeys.getByText('No passkeys yet')).toBeVisible()
    await signOut(page)
    await signIn(page, user)
  })
})
