import { expect, test } from 'vitest'
import { languageOf, localeOf } from './languages.ts'

test('the configured locale holds for its own language only [BRAND-02]', () => {
  expect(localeOf('en', 'en-AU')).toBe('en-AU')
  expect(localeOf('sp', 'es-MX')).toBe('es-MX')
  expect(localeOf('fr', 'en-AU')).toBe('fr-FR')
  expect(localeOf('gr', 'en-GB')).toBe('el-GR')
})

test('Arabic reads from right to left [BRAND-11]', () => {
  expect(languageOf('ar').dir).toBe('rtl')
  expect(languageOf('xx').code).toBe('en')
})
