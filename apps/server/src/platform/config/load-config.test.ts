import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { effectiveConfig } from './effective-config.ts'
import { EXAMPLE_JWT_SECRET, loadConfig, makeConfigFromExample } from './load-config.ts'
import { readSettings } from './settings.ts'

const dir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-config-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const examplePath = path.join(readSettings('demo', {}).projectRoot, 'crm_config.example.yaml')

function configFile(text: string): string {
  const file = path.join(dir, `${Math.random()}.yaml`)
  writeFileSync(file, text)
  return file
}

test('a faulty YAML stops the start with the line named [CONF-02]', () => {
  const file = configFile(`jwt_secret: ${'a'.repeat(64)}\ncrm:\n  base_url: "http://localhost:5000\n`)
  expect(() => loadConfig(file)).toThrow(/line [34] is not valid YAML/)
})

test('a wrong value stops the start with the key named', () => {
  expect(() => loadConfig(configFile('jwt_secret: short'))).toThrow(/jwt_secret must have at least 64 characters/)
  expect(() => loadConfig(configFile(`jwt_secret: ${'a'.repeat(64)}\nocs:\n  cgrates: http://localhost:2080`))).toThrow(
    /ocs\.cgrates must be host:port/,
  )
})

test('the example works as it is, and a copy gets a secret of its own [CONF-10]', () => {
  expect(loadConfig(examplePath).jwt_secret).toBe(EXAMPLE_JWT_SECRET)
  const configPath = path.join(dir, 'made.yaml')
  expect(makeConfigFromExample({ configPath, examplePath })).toBe(true)
  expect(loadConfig(configPath).jwt_secret).not.toBe(EXAMPLE_JWT_SECRET)
  const made = readFileSync(configPath, 'utf8')
  expect(makeConfigFromExample({ configPath, examplePath })).toBe(false)
  expect(readFileSync(configPath, 'utf8')).toBe(made)
})

test('playbooks see addresses of this instance and none of the secrets they do not need [CONF-12]', () => {
  const config = loadConfig(examplePath)
  const seen = effectiveConfig(
    { ...config, stripe: { ...config.stripe, secret_key: 'sk_test_planted' } },
    { port: 5077, ocsPort: 2099 },
  )
  expect(seen).toMatchObject({
    crm: { base_url: 'http://localhost:5077' },
    ocs: { cgrates: 'localhost:2099', OCS: 'localhost:2099' },
  })
  const text = JSON.stringify(seen)
  for (const secret of [EXAMPLE_JWT_SECRET, 'sk_test_planted', 'omnitouch2024']) expect(text).not.toContain(secret)
})

test('a port that is no number is refused by name', () => {
  expect(() => readSettings('demo', { PORT: 'abc' })).toThrow('PORT must be a port number')
})
