import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FakeOperator, startFakeOperator } from '../testing/fake-operator.ts'
import { seedMobileOrder } from '../testing/mobile-order.ts'
import { NOTHING, remains, sweepFaults } from '../testing/remains.ts'
import { runPlay } from '../testing/run-play.ts'

let operator: FakeOperator
beforeEach(async () => {
  operator = await startFakeOperator()
  seedMobileOrder(operator)
})
afterEach(() => operator.close())

const order = {
  product_id: 42,
  customer_id: 123,
  'SIM Card': 5001,
  'Mobile Number': 5002,
  provision_ims: true,
  concurrent_sessions: 2,
  access_token: 'job-token',
}
const config = (at: FakeOperator) =>
  at.config({
    hss: { hss_peers: [at.url, `${at.url}`], apn_list: '3,2,1' },
    enum: { servers: [at.url], api_key: 'enum-key' },
  })
const provision = (at: FakeOperator, more: Record<string, unknown> = {}) =>
  runPlay({ play: 'play_psim_only', variables: { ...order, ...more }, effectiveConfig: config(at) })
const deprovision = (more: Record<string, unknown> = {}) =>
  runPlay({
    play: 'play_psim_only',
    variables: {
      product_id: 42,
      customer_id: 123,
      access_token: 'job-token',
      action: 'deprovision',
      service_id: 1234,
      service_uuid: [...operator.accounts.keys()][0],
      provision_ims: true,
      ...more,
    },
    effectiveConfig: config(operator),
  })

describe('play_psim_only', () => {
  test('makes account, identification, service, subscriber, IMS and ENUM entries, stock and charges [HSS-01, HSS-02, HSS-03, HSS-08, PROV-18, PROV-19]', async () => {
    const { outcome, ended } = await provision(operator)
    expect(outcome).toEqual({ status: 'success' })
    expect(ended.filter(({ status }) => status !== 0)).toEqual([])
    const [account = ''] = operator.accounts.keys()
    expect(account).toMatch(/^Service_[0-9a-f]{8}$/)
    expect([...operator.profiles].sort()).toEqual([
      `ATTR_ACCOUNT_${account}`,
      `FLTR_ACCOUNT_${account}`,
      `RES_ACCOUNT_${account}`,
    ])
    expect(operator.subscribers.get('234150000000001')).toEqual({
      imsi: '234150000000001',
      msisdn: '447700900123',
      ki: '465B5CE8B199B49FAA5F0A2EE238A6BC',
      opc: 'E8ED289DEBA952E4283B54E88E6183CA',
      apn_list: '3,2,1',
      default_apn: '3',
      enabled: true,
    })
    expect(operator.requests.filter(({ path }) => path === '/subscriber/234150000000001')).toHaveLength(2)
    expect(operator.imsSubscribers.get('234150000000001')).toMatchObject({ msisdn: '447700900123' })
    expect([...operator.enumRecords]).toEqual([
      [
        '3.2.1.0.0.9.0.0.7.7.4.4.e164.arpa.',
        [expect.objectContaining({ content: expect.stringContaining('sip:+447700900123@mnc380.mcc313') })],
      ],
    ])
    expect(operator.requests.find(({ path }) => path.startsWith('/api/v1'))?.headers['x-api-key']).toBe('enum-key')
    expect([...operator.services.values()][0]).toMatchObject({
      service_uuid: account,
      service_name: 'Mobile SIM - +44 7700 900123',
      service_status: 'Active',
    })
    expect([...operator.inventory.values()].map(({ item_state, service_id }) => [item_state, service_id])).toEqual([
      ['Assigned', '1234'],
      ['Assigned', '1234'],
    ])
    expect([...operator.transactions.values()].map(({ title, retail_cost }) => [title, retail_cost])).toEqual([
      ['Mobile 20GB - Setup Costs', '0.0'],
      ['Mobile 20GB - First Month', '15.00'],
    ])
  })

  test('charges the part of the month that is left, the first day included [PROV-23]', async () => {
    const at = async (now: string) => {
      await runPlay({
        play: 'play_psim_only',
        variables: { ...order, monthly_cost: 31, pro_rata: true },
        effectiveConfig: config(operator),
        now: () => new Date(now),
      })
      return [...operator.transactions.values()].at(-1)
    }
    expect(await at('2025-01-15T10:00:00Z')).toMatchObject({
      title: 'Mobile 20GB - Part of the first month',
      description: 'Mobile SIM - +44 7700 900123, 17 days',
      retail_cost: '17.00',
    })
    expect(await at('2025-01-01T00:00:00Z')).toMatchObject({ retail_cost: '31.00' })
    expect(await at('2024-02-29T23:59:59Z')).toMatchObject({ retail_cost: '1.07' })
  })

  test('leaves nothing behind wherever it fails or an answer is lost [HSS-06, PROV-13]', {
    timeout: 180_000,
  }, async () => {
    const cases = await sweepFaults({
      seed: seedMobileOrder,
      run: provision,
      harmless: ({ body }) => (body as { method?: string })?.method === 'APIerSv1.ReloadCache',
    })
    expect(cases).toBeGreaterThan(40)
  })

  test('deprovisions with a dormant subscriber, or deletes it, and withdraws the number [HSS-04, HSS-08, PROV-14]', async () => {
    await provision(operator)
    expect((await deprovision()).outcome).toEqual({ status: 'success' })
    expect(operator.subscribers.get('234150000000001')).toMatchObject({ msisdn: '99990000000001', enabled: true })
    expect(remains(operator)).toMatchObject({ accounts: [], profiles: [], services: [] })
    expect([operator.imsSubscribers.size, operator.enumRecords.size]).toEqual([0, 0])
    expect([...operator.inventory.values()].map(({ item_state }) => item_state)).toEqual(['Used', 'Used'])
    for (const item of operator.inventory.values()) item.item_state = 'New'
    operator.services.clear()
    await provision(operator)
    expect((await deprovision({ deprovision_subscriber: 'yes' })).outcome).toEqual({ status: 'success' })
    expect(operator.subscribers.size).toBe(0)
  })

  test('asks nobody for anything with a SIM card that lacks its keys [HSS-06]', async () => {
    Object.assign(operator.inventory.get(5001) ?? {}, { opc: null })
    const { outcome } = await provision(operator)
    expect(outcome).toMatchObject({ status: 'failed', failedTask: 'Check the values from inventory' })
    expect(operator.requests.filter(({ method }) => method !== 'GET')).toEqual([])
    expect(remains(operator)).toEqual(NOTHING)
  })
})
