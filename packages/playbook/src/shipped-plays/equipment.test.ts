import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FakeOperator, startFakeOperator } from '../testing/fake-operator.ts'
import { seedMobileService, stateOfService } from '../testing/mobile-service.ts'
import { seedModemOrder, withEquipment } from '../testing/modem-order.ts'
import { sweepFaults } from '../testing/remains.ts'
import { type Ran, runPlay } from '../testing/run-play.ts'

let operator: FakeOperator
beforeEach(async () => {
  operator = await startFakeOperator()
})
afterEach(() => operator.close())

const isHarmless = ({ path, body }: { path: string; body: unknown }) =>
  /^\/(mail|fulfilment)/.test(path) || (body as { method?: string })?.method === 'APIerSv1.ReloadCache'
const router = () => operator.inventory.get(6001) ?? {}

describe('play_prov_cpe_mikrotik', () => {
  const order = { customer_id: 123, site_id: 71, 'Modem Router': 6001, service_id: 1234, access_token: 'job-token' }
  const configure = (at: FakeOperator, more: Record<string, unknown> = {}): Promise<Ran> =>
    runPlay({
      play: 'play_prov_cpe_mikrotik',
      variables: { ...order, ...more },
      effectiveConfig: withEquipment(at),
    })

  test('makes credentials, Wi-Fi and a configuration, keeps them on the item and mails them [PROV-20, WF-25]', async () => {
    seedModemOrder(operator)
    const { outcome, ended } = await configure(operator)
    expect(outcome).toEqual({ status: 'success' })
    expect(ended.filter(({ status }) => status !== 0)).toEqual([])
    const item = router()
    expect(item).toMatchObject({
      address_line_1: '12 Office Lane',
      city: 'London',
      latitude: 51.5,
      item_state: 'Assigned',
      itemtext3: 'Network_6001',
      itemtext4: expect.stringMatching(/^[a-z]{9,}\d{5}$/),
      management_url: 'CPE_6001',
      management_username: 'admin_6001',
      management_password: expect.stringMatching(/^[A-Za-z0-9]{16}$/),
      inventory_notes: 'Provisioned: 2025-01-10',
    })
    for (const secret of [item.itemtext4, item.management_password])
      expect(item.config_content).toContain(`="${secret}"`)
    expect(item.config_content).toContain('configuration.ssid="Network_6001"')
    const mail = operator.requests.find(({ path }) => path === '/mail')
    const [message] = (mail!.body as { Messages: { To: unknown; Attachments: { Base64Content: string }[] }[] }).Messages
    expect(message?.To).toEqual([{ Email: 'support@example.com', Name: 'Support Team' }])
    expect(Buffer.from(message?.Attachments[0]?.Base64Content ?? '', 'base64').toString()).toBe(item.config_content)
  })

  test('no event holds a secret of the router [PROV-09, PROV-20]', async () => {
    seedModemOrder(operator)
    const { events } = await configure(operator)
    const item = router()
    const told = JSON.stringify(events.map(({ result }) => result))
    for (const secret of [item.itemtext4, item.management_password]) expect(told).not.toContain(secret)
    expect(told).not.toContain(Buffer.from(String(item.config_content)).toString('base64'))
  })

  test('two routers get different secrets [PROV-20]', async () => {
    seedModemOrder(operator)
    await configure(operator)
    const first = { ...router() }
    operator.inventory.set(6002, { ...first, inventory_id: 6002 })
    await configure(operator, { 'Modem Router': 6002 })
    const second = operator.inventory.get(6002) ?? {}
    expect(second.management_password).not.toBe(first.management_password)
    expect(second.itemtext4).not.toBe(first.itemtext4)
  })

  test('puts the router back as it was wherever it fails [PROV-13]', { timeout: 60_000 }, async () => {
    const items = (at: FakeOperator) => [...at.inventory.values()].map((item) => ({ ...item }))
    const cases = await sweepFaults({ seed: seedModemOrder, run: configure, harmless: isHarmless, state: items })
    expect(cases).toBeGreaterThan(8)
  })

  test('deprovisioning makes the router forget, and needs none [PROV-11]', async () => {
    seedModemOrder(operator)
    await configure(operator)
    Object.assign(router(), { service_id: 1234 })
    expect((await configure(operator, { action: 'deprovision' })).outcome).toEqual({ status: 'success' })
    expect(router()).toMatchObject({ config_content: null, management_password: null, itemtext4: null })
    const { 'Modem Router': _, ...without } = order
    const { outcome } = await runPlay({
      play: 'play_prov_cpe_mikrotik',
      variables: without,
      effectiveConfig: withEquipment(operator),
    })
    expect(outcome).toMatchObject({ status: 'failed', failedTask: 'Check that a router was chosen' })
  })
})

describe('play_addon_assign_modem', () => {
  const seed = (at: FakeOperator) => {
    seedMobileService(at, {
      product_name: 'WiFi 6 Modem Rental',
      retail_cost: 10,
      wholesale_cost: 3,
      auto_renew: 'true',
    })
    const nothing = { itemtext3: null, itemtext4: null, address_line_1: null, city: null, config_content: null }
    const secrets = {
      management_url: null,
      management_username: null,
      management_password: null,
      inventory_notes: null,
    }
    const free = {
      ...nothing,
      ...secrets,
      customer_id: null,
      service_id: null,
      item_state: 'New',
      item: 'Rental Modem',
    }
    at.inventory.set(12345, { inventory_id: 12345, ...free })
    at.inventory.set(12346, { inventory_id: 12346, ...free })
  }
  const order = { product_id: 43, customer_id: 123, service_id: 1234, access_token: 'job-token' }
  const rent = (at: FakeOperator, more: Record<string, unknown> = { 'Rental Modem': 12345 }, now?: string) =>
    runPlay({
      play: 'play_addon_assign_modem',
      variables: { ...order, device_type: 'modem_router', ...more },
      effectiveConfig: withEquipment(at),
      now: () => new Date(now ?? '2025-01-10T10:00:00Z'),
    })

  test('WF-28: charges the rent, assigns the modem, has it shipped, and renews monthly [WF-28, PLAN-22]', async () => {
    seed(operator)
    expect((await rent(operator)).outcome).toEqual({ status: 'success' })
    expect(operator.inventory.get(12345)).toMatchObject({
      item_state: 'Assigned',
      service_id: '1234',
      customer_id: 123,
    })
    expect(operator.inventory.get(12346)).toMatchObject({ item_state: 'New', service_id: null })
    expect([...operator.transactions.values()]).toEqual([
      expect.objectContaining({ retail_cost: '10.0', title: 'WiFi 6 Modem Rental' }),
    ])
    expect(operator.requests.find(({ path }) => path === '/fulfilment')?.body).toMatchObject({ inventory_id: '12345' })
    expect(operator.plans.size).toBe(1)
    // the plan calls back without a modem
    expect((await rent(operator, {}, '2025-02-09T10:00:00Z')).outcome).toEqual({ status: 'success' })
    expect(operator.transactions.size).toBe(2)
    expect([...operator.plans.values()][0]?.items).toMatchObject([{ Months: '3', MonthDays: '11' }])
    expect(operator.services.size).toBe(1)
  })

  test('WF-28: removing it ends the plan, marks the modem for return and tells the customer [WF-28]', async () => {
    seed(operator)
    await rent(operator)
    const { outcome } = await rent(operator, { action: 'deprovision', service_uuid: 'Local_Mobile_SIM_a3f2c1d8' })
    expect(outcome).toEqual({ status: 'success' })
    expect(operator.plans.size).toBe(0)
    expect(operator.inventory.get(12345)).toMatchObject({ return_due_date: '2025-01-24', item_state: 'Assigned' })
    expect(operator.inventory.get(5001)).not.toHaveProperty('return_due_date')
    expect(operator.services.get(1234)?.service_status).toBe('Active')
    const mail = operator.requests.find(({ path }) => path === '/mail')
    expect(JSON.stringify(mail?.body)).toContain('2025-01-24')
  })

  test('WF-30: by card, a declined one gives no modem; without a modem nothing is charged [WF-30, PROV-22]', async () => {
    seed(operator)
    const before = stateOfService(operator)
    expect((await rent(operator, {})).outcome).toMatchObject({ failedTask: 'Check that there is a modem to pay for' })
    operator.payments.declined = 'Do not honor.'
    const { outcome } = await rent(operator, { 'Rental Modem': 12345, charge_card: true })
    expect(outcome.message).toContain('Do not honor.')
    expect(stateOfService(operator)).toEqual(before)
  })

  test('leaves nothing behind wherever it fails [PROV-13]', { timeout: 90_000 }, async () => {
    const cases = await sweepFaults({
      seed: (at) => {
        seed(at)
        at.sites.set(70, { customer_id: 123, site_id: 70, address_line_1: '1 High Street' })
      },
      run: (at) => rent(at, { 'Rental Modem': 12345, requires_configuration: true, charge_card: true }),
      harmless: isHarmless,
      state: stateOfService,
    })
    expect(cases).toBeGreaterThan(15)
  })
})
