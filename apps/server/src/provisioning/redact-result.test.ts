import { expect, test } from 'vitest'
import { learnSecrets, redactResult } from './redact-result.ts'

const KI = '465B5CE8B199B49FAA5F0A2EE238A6BC'

test('a secret is found by name, in text, in JSON text and in Base64 [PROV-09]', () => {
  const secrets = new Set<string>()
  const result = {
    json: { ki: KI, iccid: '8944538000000000001' },
    itemtext3: KI,
    content: `{"ki":"${KI}"}`,
    slurped: Buffer.from(`key=${KI}\n`).toString('base64'),
    invocation: { headers: { Authorization: 'Bearer eyJhbGciOi.abc.def' } },
    msg: `the key is ${KI}`,
  }
  learnSecrets(result, secrets)
  const clean = redactResult(result, [...secrets])
  expect(JSON.stringify(clean)).not.toContain(KI)
  expect(JSON.stringify(clean)).not.toContain('eyJhbGciOi')
  expect(clean).toMatchObject({ json: { iccid: '8944538000000000001' }, slurped: '***', msg: 'the key is ***' })
})

test('a key inside JSON text alone is learnt, ordinary words are not', () => {
  const secrets = new Set<string>()
  learnSecrets({ content: `[{"opc":"${KI}"}]`, token: 'yes', api_key: null }, secrets)
  expect([...secrets]).toEqual([KI])
})

test('text that the database cannot hold loses only the character', () => {
  expect(redactResult({ stdout: 'a\u0000b' }, [])).toEqual({ stdout: 'ab' })
})
