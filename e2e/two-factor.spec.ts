import { expect, type Locator, type Page, test } from '@playwright/test'
import jsQR from 'jsqr'
import { TOTP, URI } from 'otpauth'
import { PNG } from 'pngjs'
import { type ArrangedUser, arrangeUser } from './arrange-user.ts'
import { enterPassword, enterRecoveryCode, signIn, signOut, typeCode } from './sign-in.ts'

const STEP_MS = 30_000

/** What a phone reads from the picture on the screen. */
async function scan(picture: Locator): Promise<string> {
  const { data, width, height } = PNG.sync.read(await picture.screenshot({ scale: 'css' }))
  const read = jsQR.default(new Uint8ClampedArray(data), width, height)
  if (!read) throw new Error('nothing can be read from the QR code')
  return read.data
}

function appOf(uri: string): TOTP {
  const parsed = URI.parse(uri)
  if (!(parsed instanceof TOTP)) throw new Error(`${uri} is for no authenticator app`)
  return parsed
}

/** Sets the second factor up by the screens alone, as with a phone in the hand. */
async function enrol(page: Page, user: ArrangedUser): Promise<{ app: TOTP; codes: string[] }> {
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Enable 2FA' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Current password').fill(user.password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog.getByRole('listitem')).toHaveCount(10)
  const codes = await dialog.getByRole('listitem').allTextContents()
  const app = appOf(await scan(dialog.getByRole('img', { name: 'QR code for the authenticator app' })))
  await typeCode(page, app.generate())
  await dialog.getByRole('button', { name: 'Done' }).click()
  return { app, codes }
}

test('the QR code on the screen holds the provisioning URI, Copy Codes copies all ten, and a code made from the picture signs in [TFA-04] [TFA-06]', async ({
  page,
  context,
}) => {
  test.setTimeout(90_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const user = await arrangeUser('quentin')
  await signIn(page, user)
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Enable 2FA' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Current password').fill(user.password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  const uri = await scan(dialog.getByRole('img', { name: 'QR code for the authenticator app' }))
  const secret = await dialog.locator('code').textContent()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(uri).toBe(`otpauth://totp/OmniCRM:${user.email}?secret=${secret}&issuer=OmniCRM`)
  const listed = await dialog.getByRole('listitem').allTextContents()
  expect(listed).toHaveLength(10)
  await dialog.getByRole('button', { name: 'Copy Codes' }).click()
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(listed.join('\n'))
  const app = appOf(uri)
  await typeCode(page, app.generate())
  await expect(dialog.getByText('From now on, login requires both password and 2FA code')).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await signOut(page)
  await enterPassword(page, user)
  await typeCode(page, app.generate({ timestamp: Date.now() + STEP_MS }))
  await expect(page).toHaveURL(/\/customers/)
})

test('leaving the set-up before the first code leaves the second factor off [TFA-07]', async ({ page }) => {
  const user = await arrangeUser('lena')
  await signIn(page, user)
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Enable 2FA' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Current password').fill(user.password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog.getByRole('listitem')).toHaveCount(10)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'Enable 2FA' })).toBeVisible()
  await signOut(page)
  await signIn(page, user)
})

test('the tab Recovery Code takes a backup code once, and Cancel leads back to the login [TFA-12] [TFA-13] [TFA-14]', async ({
  page,
}) => {
  test.setTimeout(90_000)
  const user = await arrangeUser('rosa')
  await signIn(page, user)
  const { codes } = await enrol(page, user)
  await signOut(page)
  await enterPassword(page, user)
  await expect(page.getByRole('tab', { name: 'Authenticator' })).toBeVisible()
  await enterRecoveryCode(page, codes[3] ?? '')
  await expect(page).toHaveURL(/\/customers/)
  await signOut(page)
  await enterPassword(page, user)
  await enterRecoveryCode(page, codes[3] ?? '')
  await expect(page.getByText('The code is not valid')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'Login' })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Recovery Code' })).toHaveCount(0)
  await page.goto('/customers')
  await expect(page).toHaveURL(/\/login/)
})

test('WF-81: whoever lost the phone sets up a new one with a backup code, at the sign-in and in the settings; the old one is out [TFA-21]', async ({
  page,
}) => {
  test.setTimeout(120_000)
  const user = await arrangeUser('nora')
  await signIn(page, user)
  const { app: old, codes } = await enrol(page, user)
  const qr = page.getByRole('img', { name: 'QR code for the authenticator app' })

  await signOut(page)
  await enterPassword(page, user)
  await page.getByRole('tab', { name: 'Recovery Code' }).click()
  await page.getByRole('textbox', { name: 'Recovery Code' }).fill('00000000')
  await page.getByRole('button', { name: 'Set up a new device' }).click()
  await expect(page.getByText('The code is not valid')).toBeVisible()
  await page.getByRole('textbox', { name: 'Recovery Code' }).fill(codes[0] ?? '')
  await page.getByRole('button', { name: 'Set up a new device' }).click()
  const next = appOf(await scan(qr))
  await expect(page.getByRole('listitem')).toHaveCount(10)
  const fresh = await page.getByRole('listitem').allTextContents()
  expect(fresh).not.toContain(codes[1])
  await typeCode(page, old.generate())
  await expect(page.getByText('The code is not valid')).toBeVisible()
  await typeCode(page, next.generate())
  await expect(page).toHaveURL(/\/customers/)

  await page.goto('/settings')
  await page.getByRole('button', { name: 'Move to a new device' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Recovery Code' }).fill(codes[1] ?? '')
  await dialog.getByRole('button', { name: 'Set up a new device' }).click()
  await expect(dialog.getByText('The backup code is not valid')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Recovery Code' }).fill(fresh[0] ?? '')
  await dialog.getByRole('button', { name: 'Set up a new device' }).click()
  const third = appOf(await scan(qr))
  await dialog.getByRole('button', { name: 'Done' }).click()
  await signOut(page)
  await enterPassword(page, user)
  await typeCode(page, third.generate())
  await expect(page).toHaveURL(/\/customers/)
})

test('WF-81: Reset 2FA is offered only for users with 2FA on and leaves a log entry; the password alone signs in, and 2FA is set up anew [TFA-18] [TFA-19] [TFA-20]', async ({
  page,
  browser,
}) => {
  test.setTimeout(150_000)
  const user = await arrangeUser('olga')
  await signIn(page)
  const reset = await openRowMenu(page, user)
  await expect(reset).toHaveCount(0)

  const own = await (await browser.newContext()).newPage()
  await signIn(own, user)
  await enrol(own, user)

  await openRowMenu(page, user)
  await expect(reset.locator('svg')).toBeVisible()
  await reset.click()
  await expect(page.getByRole('dialog')).toContainText(user.email)
  await page.getByRole('dialog').getByRole('button', { name: 'Reset 2FA' }).click()
  await expect(page.getByText('Two-factor authentication has been reset')).toBeVisible()
  await openRowMenu(page, user)
  await expect(reset).toHaveCount(0)
  await page.goto('/audit')
  await expect(
    page
      .getByRole('row')
      .filter({ hasText: user.email.split('@')[0] })
      .first(),
  ).toContainText('Reset two-factor authentication of user')
  await signOut(own)
  await signIn(own, user)
  await enrol(own, user)
  await signOut(own)
  await enterPassword(own, user)
  await expect(own.getByRole('heading', { name: 'Two-factor authentication' })).toBeVisible()
})

/** Opens the menu of a user's row in the list, read anew. */
async function openRowMenu(page: Page, { email }: ArrangedUser): Promise<Locator> {
  await page.goto('/users')
  await page.getByRole('searchbox', { name: 'Search by name, e-mail, username or phone' }).fill(email)
  await page.getByRole('row').filter({ hasText: email }).getByRole('button', { name: 'Actions for this row' }).click()
  await expect(page.getByRole('menuitem', { name: 'Reset Password' })).toBeVisible()
  return page.getByRole('menuitem', { name: 'Reset 2FA' })
}

test('an administrator without 2FA is asked at every sign-in to set it up, until it is [TFA-23]', async ({ page }) => {
  test.setTimeout(90_000)
  const user = await arrangeUser('petra', 'admin')
  const prompt = page.getByRole('region', { name: 'Protect your account.' })
  for (let times = 0; times < 2; times++) {
    await signIn(page, user)
    await expect(prompt).toBeVisible()
    await prompt.getByRole('button', { name: 'Later' }).click()
    await expect(prompt).toHaveCount(0)
    await page.goto('/users')
    await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible()
    await expect(prompt).toHaveCount(0)
    await signOut(page)
  }
  await signIn(page, user)
  await expect(prompt.getByRole('button', { name: 'Set up 2FA' })).toBeVisible()
  const { app } = await enrol(page, user)
  await expect(prompt).toHaveCount(0)
  await signOut(page)
  await enterPassword(page, user)
  await typeCode(page, app.generate({ timestamp: Date.now() + STEP_MS }))
  await expect(page.getByRole('heading', { name: 'Customers' })).toBeVisible()
  await expect(prompt).toHaveCount(0)
})
