import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FakeOperator, startFakeOperator } from '../testing/fake-operator.ts'
import { seedMobileService, stateOfService } from '../testing/mobile-service.ts'
import { sweepFaults } from '../testing/remains.ts'
import { type Ran, runPlay } from '../testing/run-play.ts'

const ACCOUNT = 'Local_Mobile_SIM_a3f2c1d8'
const PLAN = `ServiceID_${ACCOUNT}__ProductID_43__CustomerID_123__MonthlyRenewal`

let operator: FakeOperator
let order: ReturnType<typeof seedMobileService>
beforeEach(async () => {
  operator = await startFakeOperator()
  order = seedMobileService(operator)
})
afterEach(() => operator.close())

const topUp = (
  at: FakeOperator,
  play: string,
  more: Record<string, unknown> = {},
  now = '2025-01-15T10:00:00Z',
): Promise<Ran> =>
  runPlay({
    play,
    variables: { ...order, ...more },
    effectiveConfig: at.config({ smsc: { smsc_url: `${at.url}/sms/`, api_key: 'k', source_msisdn: 'YourCompany' } }),
    now: () => new Date(now),
  })
const balances = () =>
  operator.accounts
    .get(ACCOUNT)
    ?.balances.map(({ type, ID, Value, ExpiryTime, Weight }) => [
      type,
      String(ID).replace(/_g[0-9a-f]{8}/, '_x'),
      Value,
      ...(ExpiryTime === undefined ? [] : [ExpiryTime, Weight]),
    ])
/** Requests that change something at a peer, in order. */
const asked = () =>
  operator.requests
    .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/sms'))
    .map(({ path, body }) => (path === '/jsonrpc' ? String((body as { method: string }).method) : path))
    .filter((name) => !/Get|ReloadCache|ResetAccountActionTriggers/.test(name))
const isHarmless = ({ path, body }: { path: string; body: unknown }) =>
  path.startsWith('/sms') ||
  path.startsWith('/crm/customer') ||
  /ReloadCache|ResetAccountActionTriggers/.test(String((body as { method?: string })?.method))

const BEFORE = [
  ['*data', 'DATA_20GB_Monthly', 2147483648],
  ['*monetary', 'Credit', 100],
]

describe('play_topup_charge_then_action', () => {
  const boost = { data_gb: 5, days: 7 }

  test('WF-27: charges, then gives the data, then books it [PROV-22, PLAN-22, WF-27]', async () => {
    const { outcome } = await topUp(operator, 'play_topup_charge_then_action', boost)
    expect(outcome).toEqual({ status: 'success' })
    expect(asked()).toEqual(['/crm/stripe/charge_card/9', 'ApierV1.AddBalance', '/crm/transaction/'])
    expect(operator.payments.charges).toEqual([
      expect.objectContaining({ retail_cost: '5.0', customer_id: '123', service_id: '1234', product_id: '43' }),
    ])
    expect(operator.payments.charges[0]).not.toHaveProperty('invoice')
    expect(balances()).toEqual([...BEFORE, ['*data', 'Data_Boost_x__5GB', '5368709120', '+168h', '20']])
    expect([...operator.transactions.values()]).toEqual([
      expect.objectContaining({
        title: '5GB Data Boost',
        retail_cost: '5.0',
        wholesale_cost: '1.5',
        payment_intent_id: 'pi_1',
        service_id: '1234',
      }),
    ])
    expect(operator.services.size).toBe(1)
    expect(operator.plans.size).toBe(0)
  })

  test('executes the action of a plan that names no data, and renews it when asked [PROV-18, WF-31]', async () => {
    operator.actions.set('Action_data-boost-5gb', [
      { Identifier: '*topup', BalanceType: '*data', BalanceId: 'Plan', Units: '500' },
    ])
    const { outcome } = await topUp(operator, 'play_topup_charge_then_action', { auto_renew: 'yes', days: 30 })
    expect(outcome).toEqual({ status: 'success' })
    expect(balances()).toEqual([...BEFORE, ['*data', 'Plan', 500]])
    expect([...operator.plans.keys()]).toEqual([PLAN])
    // the plan calls back with nothing but service and product: charged and given again, and the next plan is set
    expect((await topUp(operator, 'play_topup_charge_then_action', {}, '2025-02-14T10:00:00Z')).outcome.status).toBe(
      'success',
    )
    expect(operator.payments.charges).toHaveLength(2)
    expect([...operator.plans.values()][0]?.items).toMatchObject([{ Years: '2025', Months: '3', MonthDays: '16' }])
    expect(balances()).toEqual([...BEFORE, ['*data', 'Plan', 1000]])
  })

  test('WF-30: a declined or missing card fails the job with its reason, and nothing is granted [PROV-22, WF-30]', async () => {
    const before = stateOfService(operator)
    operator.payments.declined = 'Your card has insufficient funds.'
    const declined = await topUp(operator, 'play_topup_charge_then_action', boost)
    expect(declined.outcome).toMatchObject({ status: 'failed', failedTask: 'Verify that the card was charged' })
    expect(declined.outcome.message).toContain('Your card has insufficient funds.')
    operator.payments.cards.length = 0
    const cardless = await topUp(operator, 'play_topup_charge_then_action', boost)
    expect(cardless.outcome.message).toContain('No payment methods found')
    expect(stateOfService(operator)).toEqual(before)
    expect(asked()).toEqual(['/crm/stripe/charge_card/9'])
  })

  test('does not charge for what cannot be given [PROV-22]', async () => {
    for (const wrong of [{ data_gb: 'lots' }, { data_gb: 5, days: 'x' }, {}, { actions_id: 'Action_Nobody_Knows' }])
      expect((await topUp(operator, 'play_topup_charge_then_action', wrong)).outcome.status).toBe('failed')
    Object.assign(operator.services.get(1234) ?? {}, { service_status: 'Suspended' })
    expect((await topUp(operator, 'play_topup_charge_then_action', boost)).outcome.status).toBe('failed')
    expect(operator.payments.charges).toEqual([])
  })

  test('says which charge is to be refunded when the grant fails after it [PROV-22]', async () => {
    operator.state.fault = ({ body }) =>
      (body as { method?: string })?.method === 'ApierV1.AddBalance'
        ? { status: 200, body: { result: null, error: 'SERVER_ERROR: DISK_FULL' } }
        : undefined
    const { ended } = await topUp(operator, 'play_topup_charge_then_action', boost)
    expect(ended.at(-1)?.result.msg).toContain('the card was charged (pi_1) and must be refunded')
  })
})

describe('play_topup_monetary', () => {
  test('WF-34: charges 5.00, adds 500 cents for 4320 hours, books it and thanks by SMS [SIMP-05, PROV-21]', async () => {
    const { outcome } = await topUp(operator, 'play_topup_monetary')
    expect(outcome).toEqual({ status: 'success' })
    expect(asked()).toEqual(['/crm/stripe/charge_card/9', 'ApierV1.AddBalance', '/crm/transaction/'])
    expect(balances()).toEqual([...BEFORE, ['*monetary', 'Topup_x', '500', '+4320h', 10]])
    expect([...operator.transactions.values()][0]).toMatchObject({ retail_cost: '5.0', payment_intent_id: 'pi_1' })
    expect(operator.requests.find(({ path }) => path.startsWith('/sms'))).toMatchObject({
      path: '/sms/plaintext/k',
      body: { message_body: 'Thanks for topping up 5.00!', destination_msisdn: '+44 7700 900111' },
    })
  })

  test('takes an own amount to the cent, and none that is not more than 0 [SIMP-05]', async () => {
    await topUp(operator, 'play_topup_monetary', { topup_amount: 19.99 })
    expect(operator.payments.charges[0]).toMatchObject({ retail_cost: '19.99' })
    expect(balances()?.at(-1)?.[2]).toBe('1999')
    Object.assign(operator.products.get(43) ?? {}, { retail_cost: 0 })
    expect((await topUp(operator, 'play_topup_monetary')).outcome.status).toBe('failed')
    expect(operator.payments.charges).toHaveLength(1)
  })
})

describe('play_local_data_addon', () => {
  test('adds data to the service, on the next invoice, and renews it when asked [PLAN-22]', async () => {
    const { outcome } = await topUp(operator, 'play_local_data_addon', { data_gb: 10, days: 30, auto_renew: true })
    expect(outcome).toEqual({ status: 'success' })
    expect(balances()).toEqual([...BEFORE, ['*data', 'Data_Addon_x__10GB', '10737418240', '+720h', '20']])
    expect([...operator.transactions.values()][0]).toMatchObject({ retail_cost: '5.0', invoice_id: null })
    expect([...operator.transactions.values()][0]).not.toHaveProperty('payment_intent_id')
    expect(operator.payments.charges).toEqual([])
    expect([...operator.plans.keys()]).toEqual([PLAN])
    const stopped = await topUp(operator, 'play_local_data_addon', { action: 'deprovision', service_uuid: ACCOUNT })
    expect(stopped.outcome).toEqual({ status: 'success' })
    expect(operator.plans.size).toBe(0)
    expect(balances()).toHaveLength(3)
  })
})

describe('play_topup_hotspot', () => {
  const days = { days: 7, imsi: '234150000000001', service_uuid: ACCOUNT }

  test('adds data and days from the end of the service, or from now when that has passed', async () => {
    expect((await topUp(operator, 'play_topup_hotspot', days)).outcome).toEqual({ status: 'success' })
    expect(operator.services.get(1234)?.service_deactivate_date).toBe('2025-02-16T10:00:00Z')
    expect(balances()?.at(-1)).toEqual([
      '*data',
      'Hotspot_Unlimited_x',
      '999999999000000000',
      '2025-02-16T10:00:00Z',
      10,
    ])
    await topUp(operator, 'play_topup_hotspot', { ...days, days: 1, data_gb_per_day: 2 }, '2025-03-01T08:00:00Z')
    expect(operator.services.get(1234)?.service_deactivate_date).toBe('2025-03-02T08:00:00Z')
    expect(balances()?.at(-1)?.slice(2)).toEqual(['2147483648', '2025-03-02T08:00:00Z', 10])
  })

  test('refuses another SIM, other days, and a service that is not in use', async () => {
    const before = stateOfService(operator)
    for (const wrong of [{ imsi: '234150000000009' }, { days: 31 }, { days: 0 }, { days: '1;2' }, { imsi: '' }])
      expect((await topUp(operator, 'play_topup_hotspot', { ...days, ...wrong })).outcome.status).toBe('failed')
    expect(stateOfService(operator)).toEqual(before)
  })
})

describe('a top-up that fails', () => {
  const cases: [play: string, variables: Record<string, unknown>][] = [
    ['play_topup_charge_then_action', { data_gb: 5, days: 7, auto_renew: true }],
    ['play_topup_charge_then_action', { actions_id: 'Action_Plan', auto_renew: true }],
    ['play_topup_monetary', {}],
    ['play_local_data_addon', { data_gb: 5 }],
    ['play_topup_hotspot', { days: 7, imsi: '234150000000001', service_uuid: ACCOUNT }],
  ]
  test.each(cases)(
    '%s with %o has given nothing, wherever it fails or an answer is lost [PROV-13]',
    { timeout: 120_000 },
    async (play, variables) => {
      const seed = (at: FakeOperator) => {
        seedMobileService(at)
        at.actions.set('Action_Plan', [
          { Identifier: '*topup', BalanceType: '*data', BalanceId: 'Plan', Units: '500' },
          { Identifier: '*topup', BalanceType: '*monetary', BalanceId: 'Credit', Units: '50' },
        ])
      }
      const cases = await sweepFaults({
        seed,
        run: (at) => topUp(at, play, variables),
        harmless: isHarmless,
        state: stateOfService,
      })
      expect(cases).toBeGreaterThan(8)
    },
  )
})
