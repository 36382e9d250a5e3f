import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import {
  CLIENT_ID,
  CLIENT_SECRET,
  type IdentityProvider,
  startIdentityProvider,
} from '../apps/server/src/testing/start-identity-provider.ts'
import { launchProduct } from './launch-product.ts'
import { ADMIN } from './product.ts'

const PORT = 5192
const URL = `http://localhost:${PORT}`

let provider: IdentityProvider
let stop: (() => Promise<void>) | undefined

test.beforeAll(async () => {
  provider = await startIdentityProvider()
  const config = `
jwt_secret: ${randomBytes(32).toString('hex')}
currency: gbp
auth:
  oidc:
    company: {label: Company account, issuer: "${provider.issuer}", client_id: ${CLIENT_ID}}
    google: {label: Google, issuer: "${provider.issuer}", client_id: ${CLIENT_ID}}
`
  stop = await launchProduct({
    port: PORT,
    ocsPort: 2192,
    config,
    env: {
      REACT_APP_ALLOW_SOCIAL_LOGINS: 'yes',
      OMNICRM_OIDC_COMPANY_CLIENT_SECRET: CLIENT_SECRET,
      OMNICRM_OIDC_GOOGLE_CLIENT_SECRET: CLIENT_SECRET,
    },
  })
  provider.open([`${URL}/login/oidc/company`, `${URL}/login/oidc/google`])
  provider.people.set('ada', { email: ADMIN.email, email_verified: true })
  provider.people.set('stranger', { email: 'stranger@example.com', email_verified: true })
})
test.afterAll(async () => {
  await stop?.()
  await provider?.close()
})

async function logInAtProvider(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('staff sign in with a provider and land where they wanted to go; the session outlives a reload [AUTH-06]', async ({
  page,
}) => {
  await page.goto(`${URL}/services?page=1`)
  await page.getByRole('button', { name: 'Continue with Company account' }).click()
  await logInAtProvider(page, 'ada')
  await expect(page).toHaveURL(`${URL}/services?page=1`)
  await expect(page.getByRole('heading', { name: 'Services' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Services' })).toBeVisible()
  await page.goBack()
  await expect(page).not.toHaveURL(/code=/)
})

test('somebody without an account is told so, and may try otherwise', async ({ page }) => {
  await page.goto(`${URL}/login`)
  await page.getByRole('button', { name: 'Continue with Company account' }).click()
  await logInAtProvider(page, 'stranger')
  await expect(page.getByText('There is no account here for your e-mail address')).toBeVisible()
  await page.getByRole('link', { name: 'Back to login' }).click()
  await expect(page.getByLabel('E-mail')).toBeVisible()
})

test('social buttons show where they are switched on and say "coming soon"; a real provider takes the place of its button [AUTH-20] [AUTH-21]', async ({
  page,
}) => {
  await page.goto('/login')
  await expect(page.getByRole('button', { name: 'Login' })).toBeVisible()
  for (const name of ['Google', 'Apple', 'Facebook'])
    await expect(page.getByRole('button', { name: `Continue with ${name}` })).toHaveCount(0)
  await page.goto(`${URL}/login`)
  for (const name of ['Apple', 'Facebook']) {
    await page.getByRole('button', { name: `Continue with ${name}` }).click()
    await expect(page.getByText(`Sign-in with ${name} is coming soon`)).toBeVisible()
    await expect(page).toHaveURL(`${URL}/login`)
  }
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await logInAtProvider(page, 'ada')
  await expect(page).toHaveURL(/\/customers/)
})
