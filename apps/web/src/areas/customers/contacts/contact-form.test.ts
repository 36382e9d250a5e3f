import { expect, test } from 'vitest'
import { contactBodyOf, contactErrors, contactTypesOf, contactValuesOf } from './contact-form.ts'

test('types come and go as comma-separated text [CONT-02]', () => {
  expect(contactTypesOf('Primary, Billing')).toEqual(['Primary', 'Billing'])
  expect(contactTypesOf('')).toEqual([])
  const values = { ...contactValuesOf(), contact_types: ['Primary', 'Technical'] }
  expect(contactBodyOf(values).contact_types).toBe('Primary,Technical')
})

test('both names are required and an e-mail must be one [CONT-01]', () => {
  expect(Object.keys(contactErrors(contactValuesOf())).sort()).toEqual(['contact_firstname', 'contact_lastname'])
  const named = { ...contactValuesOf(), contact_firstname: 'Ada', contact_lastname: 'Lovelace' }
  expect(contactErrors(named)).toEqual({})
  expect(Object.keys(contactErrors({ ...named, contact_email: 'ada' }))).toEqual(['contact_email'])
})
