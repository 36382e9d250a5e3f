import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeOperator, startFakeOperator } from '../testing/fake-operator.ts'
import { seedModemOrder, withEquipment } from '../testing/modem-order.ts'
import { NOTHING, remains, sweepFaults } from '../testing/remains.ts'
import { runPlay } from '../testing/run-play.ts'

let operator: FakeOperator
beforeEach(async () => {
  operator = await startFakeOperator()
})
afterEach(() => operator.close())

const PLAYS = ['play_seniors_package', 'play_bundle_internet_tv_voice']
const order = {
  product_id: 42,
  customer_id: 123,
  site_id: 71,
  'Modem Router': 6001,
  IPTV_Service_ID: 'SeniorBundle',
  requires_configuration: true,
  access_token: 'job-token',
}
const provision = (at: FakeOperator, play: string, more: Record<string, unknown> = {}) =>
  runPlay({ play, variables: { ...order, ...more }, effectiveConfig: withEquipment(at) })
const deprovision = (play: string, serviceId: number) =>
  runPlay({
    play,
    variables: {
      ...{ product_id: 42, customer_id: 123, access_token: 'job-token', action: 'deprovision' },
      service_id: serviceId,
      service_uuid: operator.services.get(serviceId)?.service_uuid,
    },
    effectiveConfig: withEquipment(operator),
  })
const isHarmless = ({ path, body }: { path: string; body: unknown }) =>
  path.startsWith('/mail') || (body as { method?: string })?.method === 'APIerSv1.ReloadCache'

test.each(PLAYS)(
  'WF-26: %s makes internet, TV and phone with one account and one bill [PROV-15, PROV-16]',
  async (play) => {
    seedModemOrder(operator)
    const { outcome, ended } = await provision(operator, play)
    expect(outcome).toEqual({ status: 'success' })
    expect(ended.filter(({ status }) => status !== 0)).toEqual([])
    const [account = ''] = operator.accounts.keys()
    expect(operator.accounts.size).toBe(1)
    expect(
      [...operator.services.values()].map((service) => [
        service.service_type,
        service.service_uuid,
        service.bundled_parent,
        service.retail_cost,
        service.service_billed,
      ]),
    ).toEqual([
      ['internet', account, undefined, '30.0', true],
      ['iptv', `${account}_IPTV`, '1234', 0, false],
      ['voip', `${account}_VOIP`, '1234', 0, false],
    ])
    expect(operator.inventory.get(6001)).toMatchObject({
      service_id: '1234',
      item_state: 'Assigned',
      itemtext3: 'Network_6001',
      address_line_1: '12 Office Lane',
    })
    expect([...operator.devices.keys()].sort()).toEqual([`/iptv/subscriber/${account}_IPTV`, '/olt/ont/SN-6001'])
    expect(operator.devices.get(`/iptv/subscriber/${account}_IPTV`)).toEqual({ package: 'SeniorBundle', enabled: true })
    expect([...operator.transactions.values()].map(({ retail_cost }) => retail_cost)).toEqual(['0.0', '30.00'])
  },
)

test.each(PLAYS)(
  '%s leaves nothing behind wherever it fails or an answer is lost [PROV-13]',
  { timeout: 240_000 },
  async (play) => {
    const cases = await sweepFaults({
      seed: seedModemOrder,
      run: (at) => provision(at, play),
      harmless: isHarmless,
      state: (at) => ({ ...remains(at), router: at.inventory.get(6001) }),
    })
    expect(cases).toBeGreaterThan(30)
  },
)

test.each(PLAYS)('%s deprovisions all of the bundle, or one part alone [PROV-11]', async (play) => {
  seedModemOrder(operator)
  await provision(operator, play)
  expect((await deprovision(play, 1236)).outcome).toEqual({ status: 'success' })
  expect([...operator.services.values()].map(({ service_status }) => service_status)).toEqual([
    'Active',
    'Active',
    'Inactive',
  ])
  expect([operator.accounts.size, operator.devices.size]).toEqual([1, 2])
  expect((await deprovision(play, 1234)).outcome).toEqual({ status: 'success' })
  expect(remains(operator)).toMatchObject({ ...NOTHING, items: expect.anything(), charges: expect.anything() })
  expect(operator.inventory.get(6001)).toMatchObject({ item_state: 'Used', config_content: null, itemtext4: null })
})

test('the seniors package needs a modem and a TV package, and asks nobody without them [PROV-41]', async () => {
  seedModemOrder(operator)
  for (const wrong of [{ 'Modem Router': '' }, { IPTV_Service_ID: '' }]) {
    const { outcome } = await provision(operator, 'play_seniors_package', wrong)
    expect(outcome).toMatchObject({ status: 'failed', failedTask: 'Check that modem and TV package are there' })
  }
  expect(operator.requests.filter(({ method }) => method !== 'GET')).toEqual([])
})
