import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { createTokens } from './tokens.ts'

const secret = 's'.repeat(64)
let now = new Date('2025-01-10T10:00:00Z')
const tokens = createTokens(secret, () => now)
const claims = { kind: 'access', subject: '7', id: 'session' } as const

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
function forge(header: object, payload: object, key: string): string {
  const body = `${part(header)}.${part(payload)}`
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`
}

test('a token verifies until it expires by the product clock [AUTH-11]', async () => {
  const token = await tokens.sign(claims, 900)
  expect(await tokens.verify(token)).toEqual(claims)
  now = new Date('2025-01-10T10:15:01Z')
  await expect(tokens.verify(token)).rejects.toMatchObject({ status: 401 })
  now = new Date('2025-01-10T10:00:00Z')
})

test('tampered tokens are refused: alg none, other key, other audience, changed payload', async () => {
  const good = { kind: 'access', sub: '1', jti: 'x', aud: 'omnicrm', iat: 1_736_503_200, exp: 1_936_503_200 }
  expect(await tokens.verify(forge({ alg: 'HS256' }, good, secret))).toMatchObject({ subject: '1' })
  const attacks = [
    `${part({ alg: 'none' })}.${part(good)}.`,
    forge({ alg: 'HS256' }, good, 'another key'.repeat(8)),
    forge({ alg: 'HS512' }, good, secret),
    forge({ alg: 'HS256' }, { ...good, aud: 'someone else' }, secret),
    forge({ alg: 'HS256' }, { ...good, kind: 'root' }, secret),
    forge({ alg: 'HS256' }, good, secret).replace(part(good), part({ ...good, sub: '2' })),
    'garbage',
  ]
  for (const attack of attacks) await expect(tokens.verify(attack), attack).rejects.toMatchObject({ status: 401 })
})
