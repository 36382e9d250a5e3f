import { expect } from 'vitest'
import { type FakeOperator, startFakeOperator } from './fake-operator.ts'
import type { Ran } from './run-play.ts'

/** What a run leaves behind at an operator that had nothing before it. */
export function remains(operator: FakeOperator) {
  return {
    accounts: [...operator.accounts.keys()],
    plans: [...operator.plans.keys()],
    profiles: [...operator.profiles],
    subscribers: [...operator.subscribers.keys(), ...operator.imsSubscribers.keys(), ...operator.enumRecords.keys()],
    devices: [...operator.devices.keys()],
    services: [...operator.services.values()].filter(({ service_status: status }) => status !== 'Inactive'),
    items: [...operator.inventory.values()].filter(
      (item) => item.customer_id !== null || item.service_id !== null || item.item_state !== 'New',
    ),
    charges: [...operator.transactions.values()].filter((line) => line.void !== true),
  }
}

export const NOTHING = {
  accounts: [],
  plans: [],
  profiles: [],
  subscribers: [],
  devices: [],
  services: [],
  items: [],
  charges: [],
}

/** Whether a request that a play made fails of itself or its answer is lost after it took effect. */
const FAULTS = ['500', 'hang up', 'answer lost'] as const

/** A line whose answer is lost has no id to void it by; the CRM itself voids what a failed job has booked. */
const isVoidedByCrm = (request: { path: string }) => request.path === '/crm/transaction/'

/**
 * Runs a play again and again, at a new operator each time, and lets one request after the other fail; `before` and `after`
 * say what the operator has, which must be the same. Requests at the end that may fail without harm are left out.
 */
export async function sweepFaults(options: {
  seed: (operator: FakeOperator) => unknown
  run: (operator: FakeOperator) => Promise<Ran>
  harmless: (request: { method: string; path: string; body: unknown }) => boolean
  state?: (operator: FakeOperator) => unknown
}): Promise<number> {
  const state = options.state ?? remains
  const whole = await startFakeOperator()
  options.seed(whole)
  whole.requests.length = 0
  expect((await options.run(whole)).outcome).toEqual({ status: 'success' })
  const asked = whole.requests.map((request, index) => ({ request, index }))
  await whole.close()
  let cases = 0
  for (const { request, index } of asked) {
    if (options.harmless(request)) continue
    for (const fault of FAULTS) {
      if (fault === 'answer lost' && (request.method === 'GET' || isVoidedByCrm(request))) continue
      const operator = await startFakeOperator()
      try {
        options.seed(operator)
        const before = state(operator)
        let seen = 0
        operator.state.fault = () => {
          if (seen++ !== index) return undefined
          return fault === '500' ? { status: 500, body: { message: 'out of order' } } : fault
        }
        const { outcome } = await options.run(operator)
        const where = { fault, request: `${request.method} ${request.path}`, body: request.body }
        expect({ ...where, status: outcome.status, state: state(operator) }).toEqual({
          ...where,
          status: 'failed',
          state: before,
        })
        cases += 1
      } finally {
        await operator.close()
      }
    }
  }
  return cases
}
