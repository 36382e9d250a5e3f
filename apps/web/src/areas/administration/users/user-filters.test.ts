import { expect, test } from 'vitest'
import { domainsOf, lastLoginValues } from './user-filters.ts'

test('choices of the last login become days [USER-08]', () => {
  const now = new Date('2025-03-10T08:00:00Z')
  expect(lastLoginValues(['week'], now)).toEqual(['2025-03-03..'])
  expect(lastLoginValues(['month'], now)).toEqual(['2025-02-08..'])
  expect(lastLoginValues(['quiet', 'never'], now)).toEqual(['..2024-12-10', null])
})

test('domains are listed once, whatever their case', () => {
  expect(domainsOf(['a@b.example', 'c@A.example', 'd@B.EXAMPLE'])).toEqual(['a.example', 'b.example'])
})
