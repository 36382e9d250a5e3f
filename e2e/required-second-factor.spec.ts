import { randomBytes } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { launchProduct } from './launch-product.ts'
import { ADMIN } from './product.ts'
import { plugIn } from './virtual-authenticator.ts'

const PORT = 5194
let stop: (() => Promise<void>) | undefined

test.use({ baseURL: `http://localhost:${PORT}` })
test.beforeAll(async () => {
  const config = `
jwt_secret: ${randomBytes(32).toString('hex')}
currency: gbp
auth: {require_2fa: [admin]}
`
  stop = await launchProduct({ port: PORT, ocsPort: 2194, config })
})
test.afterAll(() => stop?.())

test('where a second factor is required, nothing opens before it is set up; a passkey will do, and the last one stays [TFA-02]', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await plugIn(page)
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(ADMIN.email)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: 'Login' }).click()
  const held = page.getByText('Your role asks for a second factor. Set it up to go on.')
  await expect(held).toBeVisible()
  await page.goto('/customers')
  await expect(held).toBeVisible()

  await page.getByRole('button', { name: 'Use a passkey instead' }).click()
  await page.getByLabel('Current password').fill(ADMIN.password)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByRole('listitem')).toHaveCount(10)
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('heading', { name: 'Customers' })).toBeVisible()

  await page.goto('/settings')
  const passkeys = page.getByRole('region', { name: 'Passkeys' })
  await passkeys.getByRole('button', { name: 'Actions for this row' }).click()
  await page.getByRole('menuitem', { name: 'Remove passkey' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Current password').fill(ADMIN.password)
  await dialog.getByRole('button', { name: 'Remove passkey' }).click()
  await expect(dialog.getByText(/this is your only one/)).toBeVisible()
})
