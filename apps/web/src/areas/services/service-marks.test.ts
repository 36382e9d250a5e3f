import { expect, test } from 'vitest'
import { marksOf } from './service-marks.ts'

const NOW = new Date('2025-01-10T00:00:00Z')
const service = (fields: Partial<Parameters<typeof marksOf>[0]> = {}) => ({
  auto_renew: false,
  service_deactivate_date: null,
  contract_end_date: null,
  service_status: 'Active',
  ...fields,
})

test('marks show what renews and what ends within 7 days [SVC-14]', () => {
  expect(marksOf(service({ auto_renew: true }), NOW)).toEqual([{ kind: 'auto_renew' }])
  const end = '2025-01-17T00:00:00Z'
  expect(marksOf(service({ contract_end_date: end }), NOW)).toEqual([{ kind: 'ends', date: end }])
  expect(marksOf(service({ contract_end_date: '2025-01-17T00:00:01Z' }), NOW)).toEqual([])
  expect(marksOf(service({ contract_end_date: '2025-01-09T00:00:00Z' }), NOW)).toEqual([])
})

test('what renews ends only with its end date, not with the contract', () => {
  const end = '2025-01-12T00:00:00Z'
  expect(marksOf(service({ auto_renew: true, contract_end_date: end }), NOW)).toEqual([{ kind: 'auto_renew' }])
  expect(marksOf(service({ auto_renew: true, service_deactivate_date: end }), NOW)).toHaveLength(2)
})

test('a service that is not active has no marks', () => {
  expect(marksOf(service({ auto_renew: true, service_status: 'Inactive' }), NOW)).toEqual([])
})
