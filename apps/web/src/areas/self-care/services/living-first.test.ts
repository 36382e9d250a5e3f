import { expect, test } from 'vitest'
import { livingFirst } from './living-first.ts'

test('services in use come before those that have ended, the newest first', () => {
  const services = [
    { service_id: 1, service_status: 'Inactive' },
    { service_id: 2, service_status: 'Active' },
    { service_id: 3, service_status: 'Suspended' },
    { service_id: 4, service_status: 'Active' },
  ]
  expect(livingFirst(services).map(({ service_id }) => service_id)).toEqual([4, 2, 3, 1])
})
