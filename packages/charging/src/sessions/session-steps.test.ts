import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Account, type Balance, newAccount, withBalances } from '../accounts/account.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import { destinationsOf, lookupOf, plan, profile, rate } from '../rating/test-plan.ts'
import type { Charging } from './charge-run.ts'
import { endSession, timeOutSession } from './end-session.ts'
import { openSession } from './open-session.ts'
import type { Session } from './session.ts'
import { readSession, writeSession } from './session-json.ts'
import { NO_DEFAULTS, withFreshTime } from './session-options.ts'
import { smallest, stepInterval, stepSession, UNLIMITED } from './step-session.ts'

const now = new Date('2026-11-20T12:00:00Z')
const seconds = (value: number) => new Decimal('1e9').times(value)
/** 0.10 to connect, 0.30 for the first half minute, then 0.01 a second. */
const lookup = lookupOf(
  [profile({}, [{ plan: 'P' }])],
  [
    plan('P', [
      {
        to: 'NL',
        rate: rate({
          connectFee: new Decimal('0.1'),
          slots: [
            { start: 0, price: '0.3', unit: 30, increment: 30 },
            { start: 30, price: '0.01', unit: 1, increment: 1 },
          ],
        }),
      },
    ]),
  ],
)

function balance(type: string, value: Decimal | number | string, more: Partial<Balance> = {}): Balance {
  return {
    uuid: type,
    type,
    id: type,
    value: new Decimal(value),
    expiresAt: null,
    weight: 0,
    destinationIds: {},
    ratingSubject: '',
    categories: {},
    sharedGroups: {},
    timingIds: {},
    factors: null,
    disabled: false,
    blocker: false,
    ...more,
  }
}

/** One account, as sessions reach it. */
function chargingOf(balances: Balance[], more: Partial<Account> = {}) {
  let account: Account = { ...withBalances(newAccount('t', 'a', now), balances), ...more }
  const charging: Charging = {
    tenant: 't',
    lookup,
    destinationsOf: (number) => destinationsOf(number, { '31': 'NL' }),
    newUuid: () => 'new',
    findAccount: (name) => (name === 'a' ? account : undefined),
    saveAccount: (_, next) => {
      account = next
    },
  }
  return {
    charging,
    values: () => account.balances.map((one) => one.value.toNumber()),
    total: () => account.balances.reduce((sum, one) => sum.plus(one.value), zero),
  }
}

function sessionOf(
  event: Record<string, unknown> = {},
  { opts = {}, runs = ['*default'] }: { opts?: object; runs?: string[] } = {},
): Session {
  const whole = {
    OriginID: 'o',
    ToR: '*voice',
    RequestType: '*prepaid',
    Category: 'call',
    Account: 'a',
    Destination: '31201',
    ...event,
  }
  return openSession(
    { tenant: 't', event: whole, opts: { ...opts } },
    {
      now,
      isForced: false,
      defaults: NO_DEFAULTS,
      runs: runs.map((runId) => ({
        runId,
        event: { ...whole, RunID: runId },
        tenant: 't',
        opts: {},
        attributeProfiles: [],
        altered: [],
        profile: {
          Tenant: 't',
          ID: runId,
          FilterIDs: null,
          ActivationInterval: null,
          RunID: runId,
          AttributeIDs: null,
          Weight: 0,
        },
      })),
    },
  )
}
const granted = (step: { granted: ReadonlyMap<string, Decimal> }) => step.granted.get('*default')?.toNumber()
const throughJson = (session: Session) => readSession(JSON.parse(JSON.stringify(writeSession(session))))

test('debits ahead, grants what is left, and gives back what was not used [OCS-16]', () => {
  const { charging, values } = chargingOf([balance('*monetary', 1)])
  const first = stepSession(sessionOf(), { Usage: '60s' }, charging)
  expect([granted(first), values()]).toEqual([60e9, [0.3]])
  const second = stepSession(throughJson(first.session), { Usage: '60s', LastUsed: '60s' }, charging)
  expect([granted(second), values()]).toEqual([30e9, [0]])
  const { session } = endSession(throughJson(second.session), { usage: seconds(50), lastUsed: null }, charging)
  expect(values()).toEqual([0.4])
  expect(session.runs[0]).toMatchObject({ totalUsage: seconds(50), cost: new Decimal('0.6') })
})

test('usage that was granted and not used comes first the next time [OCS-16]', () => {
  const mb = 1_048_576
  const { charging, values } = chargingOf([
    balance('*data', 10 * mb, { ratingSubject: '*zero1024' }),
    balance('*monetary', 0, { blocker: true }),
  ])
  const data = { ToR: '*data', Category: 'data', Destination: 'internet' }
  let step = stepSession(sessionOf(data), { ToR: '*data', Usage: 2 * mb }, charging)
  step = stepSession(step.session, { Usage: 2 * mb, LastUsed: 2 * mb }, charging)
  step = stepSession(step.session, { Usage: 2 * mb, LastUsed: mb }, charging)
  expect([granted(step), values()[0]]).toEqual([2 * mb, 5 * mb])
  step = stepSession(step.session, { Usage: 20 * mb, LastUsed: 2 * mb }, charging)
  expect(granted(step)).toBe(5 * mb)
  const { session } = endSession(step.session, { usage: null, lastUsed: new Decimal(1000) }, charging)
  expect(values()[0]).toBe(5_241_856)
  expect(session.runs[0]?.totalUsage.toNumber()).toBe(5_243_880)
})

test('more used than granted is debited before the next grant, and at the end [OCS-16]', () => {
  const { charging, values } = chargingOf([balance('*voice', seconds(100))])
  const first = stepSession(sessionOf(), { Usage: '10s' }, charging)
  const second = stepSession(first.session, { Usage: '10s', LastUsed: '15s' }, charging)
  expect([granted(second), values()]).toEqual([10e9, [75e9]])
  endSession(second.session, { usage: seconds(30), lastUsed: null }, charging)
  expect(values()).toEqual([70e9])
})

test('a cumulative TotalUsage stands for usage and last use [OCS-16]', () => {
  const { charging, values } = chargingOf([balance('*voice', seconds(100))])
  const first = stepSession(sessionOf(), { Usage: '10s' }, charging)
  const more = stepSession(first.session, { TotalUsage: '25s' }, charging)
  expect([granted(more), values()]).toEqual([15e9, [75e9]])
  const less = stepSession(more.session, { TotalUsage: '20s', Usage: '10s' }, charging)
  expect([granted(less), values()]).toEqual([10e9, [70e9]])
})

test('the size of a session does not grow with its updates [OCS-16]', () => {
  const { charging } = chargingOf([balance('*monetary', 1000)])
  let { session } = stepSession(sessionOf(), { Usage: '60s' }, charging)
  for (let count = 0; count < 50; count++) {
    session = throughJson(stepSession(session, { Usage: '1s', LastUsed: count === 0 ? '60s' : '1s' }, charging).session)
  }
  expect(session.runs[0]?.charges).toHaveLength(3)
  expect(session.runs[0]?.debited).toEqual(seconds(110))
})

test('a session of several runs grants each; a run that fails leaves the ones before it [OCS-16]', () => {
  const { charging, values } = chargingOf([balance('*voice', seconds(100))])
  const session = sessionOf({}, { runs: ['one', 'two'] })
  const step = stepSession(session, { Usage: '10s' }, charging)
  expect(smallest(step.granted.values()).toNumber()).toBe(10e9)
  expect(values()).toEqual([80e9])
  const [one, two] = session.runs
  if (one === undefined || two === undefined) throw new Error('no runs')
  const failing = stepSession(
    { ...session, runs: [one, { ...two, event: { ...two.event, Account: 'ghost' } }] },
    { Usage: '10s' },
    charging,
  )
  expect(failing.error).toBe('ACCOUNT_NOT_FOUND')
  expect(failing.session.runs.map((run) => run.totalUsage.toNumber())).toEqual([10e9, 0])
  expect(values()).toEqual([70e9])
})

test.each([
  ['*postpaid', 60e9],
  ['*rated', 60e9],
  ['*none', 60e9],
  ['', 60e9],
  ['*pseudoprepaid', 35e9],
])('%s is granted and nothing is debited yet [OCS-16]', (RequestType, usage) => {
  const { charging, values } = chargingOf([balance('*monetary', '0.45')])
  const step = stepSession(sessionOf({ RequestType }), { Usage: '60s' }, charging)
  expect([granted(step), values()]).toEqual([usage, [0.45]])
  const { session } = endSession(step.session, { usage: seconds(42), lastUsed: null }, charging)
  expect(values()).toEqual([0.45])
  expect(session.runs[0]?.totalUsage).toEqual(seconds(42))
})

test('a whole grant or none, where that is asked [OCS-16]', () => {
  const { charging, values } = chargingOf([balance('*monetary', '0.45')])
  const step = stepSession({ ...sessionOf(), isForced: true }, { Usage: '60s' }, charging)
  expect([step.error, values()]).toEqual(['INSUFFICIENT_CREDIT', [0.45]])
})

test('while charging pauses usage is counted at no cost [OCS-16]', () => {
  const { charging, values } = chargingOf([balance('*voice', seconds(100))])
  const first = stepSession(sessionOf(), { Usage: '10s' }, charging)
  const paused = stepSession({ ...first.session, isChargeable: false }, { Usage: '20s' }, charging)
  expect([granted(paused), values()]).toEqual([20e9, [90e9]])
  const { session } = endSession({ ...paused.session, isChargeable: true }, { usage: null, lastUsed: null }, charging)
  expect([session.runs[0]?.totalUsage.toNumber(), values()]).toEqual([30e9, [90e9]])
})

test('a session that the engine debits by itself goes on until the account runs dry, and then for the last grant [OCS-16]', () => {
  const { charging, values } = chargingOf([balance('*voice', seconds(25)), balance('*monetary', 0, { blocker: true })])
  const first = stepInterval(sessionOf(), seconds(10), now, charging)
  expect(first.session).toMatchObject({ nextDebitAt: now.getTime() + 10_000, runsOutAt: null })
  const second = stepInterval(first.session, seconds(10), now, charging)
  const last = stepInterval(second.session, seconds(10), now, charging)
  expect(last.session).toMatchObject({ nextDebitAt: null, runsOutAt: now.getTime() + 5_000 })
  expect(values()[0]).toBe(0)
})

test('a session that times out gives back what the options say was not used [OCS-16]', () => {
  const opts = { '*sessionsTTL': '60s', '*sessionsTTLLastUsage': '0s', '*sessionsTTLLastUsed': '4s' }
  const { charging, values } = chargingOf([balance('*voice', seconds(100))])
  const { session } = stepSession(withFreshTime(sessionOf({}, { opts }), now, 0), { Usage: '10s' }, charging)
  expect(session.expiresAt).toBe(now.getTime() + 60_000)
  expect(timeOutSession(throughJson(session), charging).session.runs[0]?.totalUsage).toEqual(seconds(4))
  expect(values()).toEqual([96e9])
})

test('a voice session that times out is charged for its TTL, unless the options say less [OCS-16]', () => {
  const { charging, values } = chargingOf([balance('*voice', seconds(100))])
  const { session } = stepSession(sessionOf({}, { opts: { '*sessionsTTL': '20s' } }), { Usage: '10s' }, charging)
  timeOutSession(session, charging)
  expect(values()).toEqual([70e9])
  const total = chargingOf([balance('*voice', seconds(100))])
  const other = sessionOf({}, { opts: { '*sessionsTTL': '20s', '*sessionsTTLUsage': '7s' } })
  timeOutSession(stepSession(other, { Usage: '10s' }, total.charging).session, total.charging)
  expect(total.values()).toEqual([93e9])
})

test('an unlimited grant limits nothing [OCS-16]', () => {
  expect(smallest([UNLIMITED, seconds(5), seconds(3)])).toEqual(seconds(3))
  expect(smallest([UNLIMITED])).toEqual(UNLIMITED)
  expect(smallest([])).toEqual(zero)
})

const report = fc.record({ wanted: fc.integer({ min: 0, max: 50 }), usedPart: fc.integer({ min: 0, max: 150 }) })

test('whatever is asked and reported, what left the balances is what the charges say, and at the end what was used [OCS-16, USE-18]', () => {
  fc.assert(
    fc.property(fc.array(report, { maxLength: 12 }), fc.integer({ min: 0, max: 400 }), (steps, amount) => {
      const { charging, total } = chargingOf([balance('*data', amount), balance('*monetary', 0, { blocker: true })])
      let session = sessionOf({ ToR: '*data', Category: 'data' })
      let used = zero
      let last = zero
      for (const { wanted, usedPart } of steps) {
        const lastUsed = last.times(usedPart).div(100).floor()
        used = used.plus(lastUsed)
        const step = stepSession(session, { ToR: '*data', Usage: wanted, LastUsed: lastUsed.toNumber() }, charging)
        session = throughJson(step.session)
        last = step.granted.get('*default') ?? zero
        expect(last.lte(wanted) && last.gte(0)).toBe(true)
        const debited = session.runs[0]?.debited ?? zero
        expect(total().plus(debited).toNumber()).toBe(amount)
        expect(total().gte(0)).toBe(true)
      }
      const { session: ended, errors } = endSession(session, { usage: used, lastUsed: null }, charging)
      if (errors.length === 0) expect(total().plus(used).toNumber()).toBe(amount)
      expect(
        total()
          .plus(ended.runs[0]?.debited ?? zero)
          .toNumber(),
      ).toBe(amount)
    }),
  )
})
