import { expect, test } from 'vitest'
import { ZConfig } from './config-schema.ts'
import { readSettings } from './settings.ts'

const company = { issuer: 'https://login.example.com', client_id: 'crm', label: 'Company account' }

function reasonFor(provider: object): string | undefined {
  const config = { jwt_secret: 'x'.repeat(64), auth: { oidc: { company: { ...company, ...provider } } } }
  return ZConfig.safeParse(config).error?.issues[0]?.message
}

test('a sign-in provider needs an issuer over TLS; only one on this machine may do without', () => {
  expect(reasonFor({})).toBeUndefined()
  expect(reasonFor({ issuer: 'http://localhost:4000' })).toBeUndefined()
  expect(reasonFor({ issuer: 'http://login.example.com' })).toBe('must be an https:// address')
  expect(reasonFor({ issuer: 'http://localhost.evil.example' })).toBe('must be an https:// address')
  expect(reasonFor({ scopes: ['email'] })).toBe('must hold openid')
})

test('a provider makes no administrators, and staff only of the operator’s own domains', () => {
  expect(reasonFor({ create_users_as: 'Admin', allowed_domains: ['example.com'] })).toMatch(/must not be admin/)
  expect(reasonFor({ create_users_as: 'Support' })).toMatch(/must name your domains/)
  expect(reasonFor({ create_users_as: 'Support', allowed_domains: ['example.com'] })).toBeUndefined()
  expect(reasonFor({ create_users_as: 'customer' })).toBeUndefined()
  expect(reasonFor({ allowed_domain: ['example.com'] })).toMatch(/allowed_domain/)
})

test('the client secret may come from the environment', () => {
  const { oidcClientSecrets } = readSettings('serve', { OMNICRM_OIDC_MY_COMPANY_CLIENT_SECRET: 'from outside' })
  expect(oidcClientSecrets).toEqual({ 'my-company': 'from outside' })
})
