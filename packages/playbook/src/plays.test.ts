import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describePlay } from './index.ts'
import { type FakeOperator, startFakeOperator } from './testing/fake-operator.ts'
import { seedMobileOrder } from './testing/mobile-order.ts'
import { runPlay, shippedPlays } from './testing/run-play.ts'

let operator: FakeOperator
let order: ReturnType<typeof seedMobileOrder>
beforeEach(async () => {
  operator = await startFakeOperator()
  order = seedMobileOrder(operator)
})
afterEach(() => operator.close())

const withHss = () => operator.config({ hss: { hss_peers: [operator.url] } })
const provision = (more: Record<string, unknown> = {}) =>
  runPlay({ play: 'play_local_mobile_sim', variables: { ...order, ...more }, effectiveConfig: withHss() })
const deprovision = (more: Record<string, unknown> = {}) => {
  const [service] = operator.services.values()
  const variables = {
    access_token: 'job-token',
    action: 'deprovision',
    customer_id: 123,
    service_id: service?.service_id,
    service_uuid: service?.service_uuid,
    ...more,
  }
  return runPlay({ play: 'play_local_mobile_sim', variables, effectiveConfig: withHss() })
}
const failures = (ended: { name: string; status: number }[]) =>
  ended.filter(({ status }) => status !== 0).map(({ name, status }) => `${status} ${name}`)

/** What a run leaves behind: nothing of this may remain after a failure. */
const remains = () => ({
  accounts: [...operator.accounts.keys()],
  plans: [...operator.plans.keys()],
  subscribers: [...operator.subscribers.keys()],
  services: [...operator.services.values()].filter(({ service_status: status }) => status !== 'Inactive'),
  items: [...operator.inventory.values()].filter(
    (item) => item.customer_id !== null || item.service_id !== null || item.item_state !== 'New',
  ),
  charges: [...operator.transactions.values()].filter((line) => line.void !== true),
})
const nothing = { accounts: [], plans: [], subscribers: [], services: [], items: [], charges: [] }

describe('play_local_mobile_sim', () => {
  test('provisions account, allowances, service, subscriber, stock, charges and plan [WF-20, PROV-01, PROV-18, PROV-24, PROV-25, REN-01]', async () => {
    const { outcome, ended } = await provision()
    expect(outcome).toEqual({ status: 'success' })
    expect(failures(ended)).toEqual([])
    const [[account = '', { balances }] = ['', { balances: [] }]] = [...operator.accounts]
    expect(account).toMatch(/^Local_Mobile_SIM_[0-9a-f]{8}$/)
    expect(balances.map(({ type, Value, ExpiryTime, Weight }) => [type, Value, ExpiryTime, Weight])).toEqual([
      ['*data', '21474836480', '+720h', 10],
      ['*voice', '999999999000000000', '+720h', 10],
      ['*sms', '999999999', '+720h', 10],
    ])
    const [service] = operator.services.values()
    expect(service).toMatchObject({
      service_name: 'Mobile - +44 7700 900123',
      service_uuid: account,
      service_status: 'Active',
      retail_cost: '15.0',
      wholesale_cost: '5.0',
      provisioning_play: 'play_local_mobile_sim',
    })
    expect(
      [...operator.inventory.values()].map(({ item_state, customer_id, service_id }) => [
        item_state,
        customer_id,
        service_id,
      ]),
    ).toEqual([
      ['Assigned', 123, '1234'],
      ['Assigned', 123, '1234'],
    ])
    expect(
      [...operator.transactions.values()].map(({ title, retail_cost, wholesale_cost }) => [
        title,
        retail_cost,
        wholesale_cost,
      ]),
    ).toEqual([
      ['Mobile 20GB - Setup', '0.0', '1.0'],
      ['Mobile 20GB - First Month', '15.0', '5.0'],
    ])
    expect(operator.subscribers.get('234150000000001')).toMatchObject({
      imsi: '234150000000001',
      msisdn: '447700900123',
      enabled: true,
    })
    expect([...operator.plans]).toEqual([
      [
        `ServiceID_${account}__ProductID_42__CustomerID_123__MonthlyRenewal`,
        {
          accounts: new Set([account]),
          items: [
            {
              ActionsId: `Action_AutoTopup_${account}_42`,
              Years: '2025',
              Months: '2',
              MonthDays: '9',
              WeekDays: '*any',
              Time: '10:00:00',
              Weight: 10,
            },
          ],
        },
      ],
    ])
    expect(operator.actions.get(`Action_AutoTopup_${account}_42`)).toMatchObject([
      {
        Identifier: '*http_post',
        ExtraParameters: `${operator.url}/crm/provision/simple_provision_addon/service_id/1234/product_id/42`,
      },
      { Identifier: '*cdrlog' },
    ])
    const crm = operator.requests.filter(({ path }) => path.startsWith('/crm/'))
    expect(new Set(crm.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer job-token']))
  })

  test('sets no plan and calls no HSS when neither is asked for, and takes a price of the order [WF-21, PROV-03]', async () => {
    const { outcome } = await runPlay({
      play: 'play_local_mobile_sim',
      variables: { ...order, auto_renew: false, monthly_cost: 12.5, voice_minutes: 500, sms_count: 100 },
      effectiveConfig: operator.config(),
    })
    expect(outcome.status).toBe('success')
    expect(operator.plans.size).toBe(0)
    expect(operator.subscribers.size).toBe(0)
    expect([...operator.services.values()][0]).toMatchObject({ retail_cost: '12.5', auto_renew: false })
    expect([...operator.accounts.values()][0]?.balances.map(({ ID, Value }) => [ID, Value])).toEqual([
      ['DATA_20GB_Monthly', '21474836480'],
      ['VOICE_500min', '30000000000000'],
      ['SMS_100', '100'],
    ])
  })

  test('leaves nothing behind wherever it fails [WF-22, PROV-10, PROV-13]', async () => {
    const { ended } = await provision()
    const count = operator.requests.length
    expect(ended.length).toBeGreaterThan(30)
    // reload of the cache, at the very end, may fail without harm
    for (let failing = 0; failing < count - 1; failing++) {
      for (const fault of [{ status: 500, body: { message: 'out of order' } }, 'hang up'] as const) {
        await operator.close()
        operator = await startFakeOperator()
        order = seedMobileOrder(operator)
        let seen = 0
        operator.state.fault = () => (seen++ === failing ? fault : undefined)
        const { outcome } = await provision()
        expect({ failing, fault, status: outcome.status, ...remains() }).toEqual({
          failing,
          fault,
          status: 'failed',
          ...nothing,
        })
        expect(outcome.failedTask).toBeTruthy()
      }
    }
  })

  test('removes what was made although its answer was lost [PROV-13]', async () => {
    let lost = false
    operator.state.fault = ({ method, path, body }) => {
      if (method !== 'PUT' || path !== '/crm/service/' || lost) return undefined
      lost = true
      operator.services.set(1234, { ...(body as Record<string, unknown>), service_id: 1234 })
      return 'hang up'
    }
    const { outcome } = await provision()
    expect(outcome).toMatchObject({ status: 'failed', failedTask: 'Add Service via API' })
    expect(remains()).toEqual(nothing)
  })

  test('says why it failed when the charging system refuses [WF-22]', async () => {
    operator.state.fault = ({ body }) =>
      (body as { method?: string })?.method === 'ApierV1.AddBalance'
        ? { status: 200, body: { result: null, error: 'SERVER_ERROR: DISK_FULL' } }
        : undefined
    const { outcome, ended } = await provision()
    expect(outcome).toMatchObject({ status: 'failed', failedTask: 'Verify that the allowances were added' })
    expect(outcome.message).toContain('SERVER_ERROR: DISK_FULL')
    expect(ended.at(-1)).toMatchObject({
      status: 2,
      name: 'Set status to "Success" if Manual deprovision / Fail if failed provision',
    })
    expect(remains()).toEqual(nothing)
  })

  test('refuses an allowance that is no number, instead of selling an empty plan [WF-22]', async () => {
    const { data_gb: _, ...missing } = order as Record<string, unknown>
    const wrong = [{ data_gb: 'lots' }, { voice_minutes: 'x' }, { sms_count: -1 }, { days: 'many' }]
    for (const more of wrong) {
      const { outcome } = await provision(more)
      expect(outcome.status).toBe('failed')
      expect(JSON.stringify(outcome)).toContain(`${Object.keys(more)[0]} ${Object.values(more)[0]}`)
    }
    const { outcome } = await runPlay({ play: 'play_local_mobile_sim', variables: missing, effectiveConfig: withHss() })
    expect(JSON.stringify(outcome)).toContain('data_gb missing')
    expect(remains()).toEqual(nothing)
  })

  test('deprovisions its own service only, with a dormant subscriber [WF-35, PROV-11, PROV-14]', async () => {
    await provision()
    operator.inventory.set(7000, {
      inventory_id: 7000,
      item: 'SIM Card',
      customer_id: 123,
      service_id: 99,
      item_state: 'Assigned',
    })
    const { outcome } = await deprovision()
    expect(outcome).toEqual({ status: 'success' })
    expect(operator.accounts.size).toBe(0)
    expect(operator.plans.size).toBe(0)
    expect([...operator.services.values()][0]?.service_status).toBe('Inactive')
    expect([...operator.inventory.values()].map(({ item_state, customer_id }) => [item_state, customer_id])).toEqual([
      ['Used', null],
      ['Used', null],
      ['Assigned', 123],
    ])
    expect(operator.subscribers.get('234150000000001')).toMatchObject({
      msisdn: '99990000000001',
      ue_ambr_dl: 9999999,
      ue_ambr_ul: 9999999,
    })
    expect([...operator.transactions.values()].every((line) => line.void === false)).toBe(true)
  })

  test('deletes the subscriber when the product says so [PROV-14]', async () => {
    await provision()
    expect((await deprovision({ deprovision_subscriber: true })).outcome.status).toBe('success')
    expect(operator.subscribers.size).toBe(0)
  })

  test('ends well although parts of the clean-up fail [PROV-11, PROV-12]', async () => {
    await provision()
    operator.state.fault = ({ path }) =>
      path.startsWith('/subscriber') || path.includes('/crm/inventory/inventory_id') ? { status: 500 } : undefined
    const { outcome, ended } = await deprovision()
    expect(outcome).toEqual({ status: 'success' })
    expect(failures(ended)).toEqual([
      '2 Go on unless this is a deprovisioning',
      '3 Find the subscriber on each HSS',
      '3 Patch subscriber to dormant state',
      '3 Return inventory of the service to the pool',
    ])
  })

  test('renews when the plan calls back: balances of their own, charge, end date, next plan [REN-02, REN-03, SIMP-04]', async () => {
    await provision()
    const [before] = [...operator.accounts.keys()]
    const variables = {
      days: 30,
      data_gb: 20,
      product_id: 42,
      customer_id: 123,
      service_id: 1234,
      access_token: 'job-token',
    }
    const renewal = {
      play: 'play_local_mobile_sim',
      variables,
      effectiveConfig: withHss(),
      now: () => new Date('2025-02-09T10:00:05Z'),
    }
    const { outcome, ended } = await runPlay(renewal)
    expect(outcome).toEqual({ status: 'success' })
    expect(failures(ended)).toEqual([])
    expect([...operator.accounts.keys()]).toEqual([before])
    expect([...operator.accounts.values()][0]?.balances.map(({ ID }) => ID)).toEqual([
      'DATA_20GB_Monthly',
      'VOICE_Unlimited',
      'SMS_Unlimited',
      'DATA_20GB_Monthly_20250209',
      'VOICE_Unlimited_20250209',
      'SMS_Unlimited_20250209',
    ])
    expect([...operator.transactions.values()].at(-1)).toMatchObject({
      title: 'Mobile 20GB - Renewal',
      retail_cost: '15.0',
    })
    expect([...operator.services.values()][0]?.service_deactivate_date).toBe('2025-03-11T10:00:05+0000')
    expect([...operator.plans.values()][0]?.items).toMatchObject([
      { Years: '2025', Months: '3', MonthDays: '11', Time: '10:00:00' },
    ])
    expect([...operator.services.values()]).toHaveLength(1)
  })

  test('sets no next plan once the customer cancelled the renewal, and a failed renewal charges nothing and ends nothing [REN-16, REN-17]', async () => {
    await provision()
    operator.plans.clear()
    const variables = {
      days: 30,
      data_gb: 20,
      product_id: 42,
      customer_id: 123,
      service_id: 1234,
      access_token: 'job-token',
    }
    const renewal = { play: 'play_local_mobile_sim', variables, effectiveConfig: withHss() }
    expect((await runPlay(renewal)).outcome.status).toBe('success')
    expect(operator.plans.size).toBe(0)
    operator.state.fault = ({ body }) =>
      (body as { method?: string })?.method === 'ApierV1.AddBalance'
        ? { status: 200, body: { result: null, error: 'NOT_FOUND' } }
        : undefined
    const { outcome } = await runPlay(renewal)
    expect(outcome).toMatchObject({ status: 'failed', failedTask: 'Verify that the allowances were added' })
    expect([...operator.transactions.values()].map((line) => line.void)).toEqual([false, false, false, true])
    expect([...operator.services.values()][0]?.service_status).toBe('Active')
    expect(operator.accounts.size).toBe(1)
  })

  test('sends the welcome mail only with a key, and its failure does not fail the order [WF-24, PROV-21]', async () => {
    const { outcome, ended } = await runPlay({
      play: 'play_local_mobile_sim',
      variables: order,
      effectiveConfig: operator.config({ mailjet: { api_key: 'key', api_secret: 'secret' } }),
      checkAddress: async (url) => {
        if (url.hostname === 'api.mailjet.com') throw new Error('This address is not allowed.')
      },
    })
    expect(outcome).toEqual({ status: 'success' })
    expect(failures(ended)).toEqual(['3 Send welcome email'])
    const sent = ended.find(({ name }) => name === 'Send welcome email')?.result.invocation as {
      module_args: { body: unknown; password: string }
    }
    expect(sent.module_args.body).toMatchObject({
      Messages: [{ To: [{ Email: 'john@example.com', Name: 'John Smith' }], Subject: 'Welcome to our service!' }],
    })
    expect(sent.module_args.password).not.toBe('secret')
  })
})

describe('play_simple_service', () => {
  test('provisions, and leaves nothing behind wherever it fails [PROV-06, PROV-13, PROV-24, PROV-39]', async () => {
    const variables = { product_id: 42, customer_id: 123, access_token: 'job-token', po_number: 'PO-2025-001234' }
    const run = () => runPlay({ play: 'play_simple_service', variables, effectiveConfig: operator.config() })
    expect((await run()).outcome).toEqual({ status: 'success' })
    expect([...operator.services.values()][0]).toMatchObject({ po_number: 'PO-2025-001234', service_status: 'Active' })
    const count = operator.requests.length
    for (let failing = 0; failing < count - 1; failing++) {
      await operator.close()
      operator = await startFakeOperator()
      seedMobileOrder(operator)
      let seen = 0
      operator.state.fault = () => (seen++ === failing ? { status: 500 } : undefined)
      expect({ failing, status: (await run()).outcome.status, ...remains() }).toEqual({
        failing,
        status: 'failed',
        ...nothing,
      })
    }
  })
})

describe('play_topup_no_charge', () => {
  const topup = (more: Record<string, unknown> = {}, now = '2025-01-20T08:30:00Z') =>
    runPlay({
      play: 'play_topup_no_charge',
      variables: { product_id: 42, customer_id: 123, service_id: 1234, access_token: 'job-token', ...more },
      effectiveConfig: operator.config({
        smsc: { smsc_url: `${operator.url}/sms/`, api_key: 'k', source_msisdn: 'YourCompany' },
      }),
      now: () => new Date(now),
    })

  test('executes the action, resets triggers, moves the end and sets the next plan [REN-02, WF-24]', async () => {
    await provision()
    operator.actions.set('Action_Topup_Standard', [])
    const { outcome, ended } = await topup()
    expect(outcome).toEqual({ status: 'success' })
    expect(failures(ended)).toEqual([])
    expect([...operator.services.values()][0]?.service_deactivate_date).toBe('2025-02-19T08:30:00+0000')
    expect([...operator.plans.values()][0]?.items).toMatchObject([
      { Years: '2025', Months: '2', MonthDays: '19', Time: '08:00:00' },
    ])
    expect(operator.requests.find(({ path }) => path.startsWith('/sms'))).toMatchObject({
      path: '/sms/plaintext/k',
      body: { destination_msisdn: '+44 7700 900111' },
    })
  })

  test('never shortens a validity, sets no plan unasked, and goes on without SMS [WF-24]', async () => {
    await provision({ auto_renew: false })
    operator.actions.set('Action_Topup_Standard', [])
    operator.state.fault = ({ path }) => (path.startsWith('/sms') ? { status: 503 } : undefined)
    const { outcome, ended } = await topup({ days: 7 })
    expect(outcome).toEqual({ status: 'success' })
    expect(failures(ended)).toEqual(['3 Send Notification SMS'])
    expect([...operator.services.values()][0]?.service_deactivate_date).toBe('2025-02-09T10:00:00+0000')
    expect(operator.plans.size).toBe(0)
  })

  test('gives nothing to a suspended service [WF-36]', async () => {
    await provision()
    operator.actions.set('Action_Topup_Standard', [])
    Object.assign([...operator.services.values()][0] ?? {}, { service_status: 'Suspended' })
    const { outcome } = await topup()
    expect(outcome).toMatchObject({
      status: 'failed',
      message: 'Only an active service is topped up; this one is Suspended',
    })
    expect(
      operator.requests.some(({ body }) => (body as { method?: string })?.method === 'APIerSv1.ExecuteAction'),
    ).toBe(false)
  })
})

test('the plays are described, and need nothing that is not here [PROV-37]', async () => {
  const described = await Promise.all(
    ['play_local_mobile_sim', 'play_simple_service', 'play_topup_no_charge'].map((play) =>
      describePlay({ playsDir: shippedPlays, play }),
    ),
  )
  expect(described.map(({ description, unsupportedModules }) => [description, unsupportedModules])).toEqual([
    ['Mobile SIM Provisioning', []],
    ['Simple Provisioning Play', []],
    ['Service Topup Playbook', []],
  ])
})
