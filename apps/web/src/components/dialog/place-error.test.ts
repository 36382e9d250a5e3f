import { expect, test } from 'vitest'
import { apiError } from '../../api/api-error.ts'
import { fieldOf, validateBy } from './place-error.ts'

const values = { customer_name: '', contacts: [{ contact_email: 'x' }] }

test('a refusal is shown beside the field it names, when the form has that field', () => {
  expect(fieldOf(apiError(400, { message: 'must not be empty', field: 'customer_name' }), values)).toBe('customer_name')
  expect(fieldOf(apiError(400, { field: 'contacts.0.contact_email' }), values)).toBe('contacts.0.contact_email')
  expect(fieldOf(apiError(400, { field: 'elsewhere' }), values)).toBeUndefined()
  expect(fieldOf(new Error('bug'), values)).toBeUndefined()
})

test('of several complaints about a field the first is shown', () => {
  const schema = {
    safeParse: () => ({
      success: false,
      error: {
        issues: [
          { path: ['name'], message: 'must not be empty' },
          { path: ['name'], message: 'too short' },
          { path: ['sites', 0, 'city'], message: 'unknown' },
        ],
      },
    }),
  }
  expect(validateBy(schema)({})).toEqual({ name: 'must not be empty', 'sites.0.city': 'unknown' })
})
