import { expect, test } from 'vitest'
import { siteBodyOf, siteErrors, siteValuesOf } from './site-form.ts'

const placed = { ...siteValuesOf(), site_name: 'Home', latitude: 51.5074, longitude: -0.1278 }

test('saving without a position is refused, at the coordinate that is missing [SITE-05]', () => {
  expect(siteErrors(placed, 'where?')).toEqual({})
  expect(siteErrors({ ...placed, latitude: '' }, 'where?')).toEqual({ latitude: 'where?' })
  expect(siteErrors({ ...placed, latitude: '', longitude: '' }, 'where?')).toEqual({
    latitude: 'where?',
    longitude: 'where?',
  })
  expect(siteErrors({ ...placed, longitude: 181 }, 'where?')).toEqual({ longitude: 'where?' })
})

test('a site needs a name; the rest of the address may be empty', () => {
  expect(Object.keys(siteErrors({ ...placed, site_name: ' ' }, 'where?'))).toEqual(['site_name'])
})

test('an empty country is left to the configured one [SITE-06]', () => {
  expect(siteBodyOf(placed).country).toBeNull()
  expect(siteBodyOf({ ...placed, country: ' France ' }).country).toBe('France')
})
