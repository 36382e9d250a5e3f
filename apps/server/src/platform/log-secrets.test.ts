import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { totpCode } from '../identity/totp.ts'
import { lastMailTo } from '../testing/read-outbox.ts'
import { ADMIN, createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

const dir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-log-'))
const logFile = path.join(dir, 'omnicrm.log')
const EMAIL = 'logged@example.com'
const KEY = 'static-key-that-must-not-be-in-the-log-0001'
let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    logFile,
    config: { log: { level: 'debug' }, api_keys: { [KEY]: { roles: ['Support'] } } },
  })
})
afterAll(async () => {
  await product?.close()
  rmSync(dir, { recursive: true, force: true })
})

test('no password, code, token, key or link is in the log, however much is logged', async () => {
  const secrets: Record<string, string> = {
    admin: ADMIN.password,
    'configured key': KEY,
    'wrong password': 'Wr0ng-planted!',
  }
  const client = await product.signInAs({ roles: ['Support'], email: EMAIL })
  const { id } = (await client.get('/auth/me')).body.user
  const login = (password: string) => product.nobody.post('/crm/auth/login', { email: EMAIL, password })
  await login(secrets['wrong password'] ?? '')
  const { token, refresh_token: refresh } = (await login('Correct-horse-2')).body
  Object.assign(secrets, { password: 'Correct-horse-2', token, refresh })
  await product.nobody.post('/crm/auth/refresh', { refresh_token: refresh })

  const { body: begun } = await client.post(`/2fa/enable/user/${id}`, { password: 'Correct-horse-2' })
  const code = totpCode(begun.totp_secret, product.platform.clock.now())
  await client.post(`/2fa/verify-setup/user/${id}`, { code })
  const challenge = (await login('Correct-horse-2')).body.challenge_token
  await product.nobody.post(`/2fa/verify/user/${id}`, { code: begun.backup_codes[0], challenge_token: challenge })
  Object.assign(secrets, { totp: begun.totp_secret, challenge, 'backup code': begun.backup_codes[0] })

  const key = (await product.admin.post('/crm/api-keys', { name: 'Logged', permissions: ['view_customer'] })).body
    .api_key
  for (const header of [key, KEY, `${key}x`])
    await fetch(`${product.url}/crm/customers`, { headers: { 'x-api-key': header } })
  Object.assign(secrets, { 'api key': key })

  await product.nobody.post('/crm/auth/forgot_password', { email: EMAIL })
  const mail = await lastMailTo(product, EMAIL, 'UserPasswordReset')
  const link = /\/reset-password\/([\w-]+)/.exec(mail.body)?.[1] ?? ''
  expect(link.length).toBeGreaterThan(20)
  await fetch(`${product.url}/reset-password/${link}`, { headers: { accept: 'text/html' } })
  await createClient(product.url, '').post('/crm/auth/reset_password', { token: link, new_password: 'Chosen-pass-9!' })
  await client.patch('/auth/me', { email: 'moved-logged@example.com' })
  await product.nobody.get(`/crm/auth/verify_email/${link}`)
  await product.nobody.get(`/login/oidc/acme?state=planted-state&code=planted-code`)
  Object.assign(secrets, {
    link,
    'new password': 'Chosen-pass-9!',
    state: 'planted-state',
    'oidc code': 'planted-code',
  })
  const reset = (await product.admin.post(`/auth/users/${id}/admin_reset_password`)).body.temporary_password
  Object.assign(secrets, { temporary: reset })

  const log = readFileSync(logFile, 'utf8')
  expect(log, 'requests are in the log').toContain('/crm/auth/login')
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret.length, name).toBeGreaterThan(7)
    const line = log.split('\n').find((entry) => entry.includes(secret))
    expect(line, name).toBeUndefined()
  }
})
