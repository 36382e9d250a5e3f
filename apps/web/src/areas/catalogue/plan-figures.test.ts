import { expect, test } from 'vitest'
import { dueToday, isForCustomer, renewalDate } from './plan-figures.ts'

test('due today is set-up plus the first month, without binary dust [PLAN-11]', () => {
  expect(dueToday({ retail_setup_cost: 0, retail_cost: 15 })).toBe(15)
  expect(dueToday({ retail_setup_cost: 0.1, retail_cost: 0.2 })).toBe(0.3)
})

test('a plan of 30 days bought on 10 January renews on 9 February [PLAN-11]', () => {
  expect(renewalDate({ contract_days: 30 }, new Date('2025-01-10T14:00:00Z'))).toBe('2025-02-09')
  expect(renewalDate({ contract_days: 0 }, new Date('2025-01-10T14:00:00Z'))).toBeNull()
})

test('individuals buy residential products, businesses business products [PROD-32]', () => {
  const forBusiness = { residential: false, business: true }
  expect(isForCustomer(forBusiness, 'Business')).toBe(true)
  expect(isForCustomer(forBusiness, 'Individual')).toBe(false)
  expect(isForCustomer({ residential: true, business: false }, 'Business')).toBe(false)
})
