import { expect, test } from 'vitest'
import { isSecretName, redact, redactText } from './redact.ts'

test('fields with secret names read ***, at any depth', () => {
  const clean = redact({
    imsi: '2341',
    ki: 'AA',
    nested: [{ access_token: 'x', headers: { Authorization: 'Bearer abc' } }],
    opc: null,
  })
  expect(clean).toEqual({
    imsi: '2341',
    ki: '***',
    nested: [{ access_token: '***', headers: { Authorization: '***' } }],
    opc: null,
  })
})

test('a known secret is taken out of any text, and so are bearer tokens', () => {
  expect(redactText('sent 465B5CE8B199B49FAA5F0A2EE238A6BC to hss', ['465B5CE8B199B49FAA5F0A2EE238A6BC'])).toBe(
    'sent *** to hss',
  )
  expect(redactText('curl -H "Authorization: Bearer eyJhbGciOi.eyJzdWIi.c2ln"')).not.toContain('eyJ')
  expect(redact({ msg: 'pin is 0000', pin: '0000' }, ['0000'])).toEqual({ msg: 'pin is ***', pin: '***' })
})

test('ordinary names are no secrets', () => {
  for (const name of ['city', 'kind', 'option', 'operator', 'shopping', 'skip', 'opened', 'company', 'description']) {
    expect(isSecretName(name), name).toBe(false)
  }
  for (const name of [
    'password',
    'management_password',
    'Ki',
    'OPc',
    'op',
    'puk1',
    'pin',
    'x_ki',
    'sim_opc',
    'api_key',
    'wifi_psk',
    'jwt_secret',
    'Cookie',
  ]) {
    expect(isSecretName(name), name).toBe(true)
  }
})
