import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createAnsibleEngine, createNativeEngine, type PlaybookEngine } from '../index.ts'
import { type FakeOperator, type Fault, startFakeOperator } from '../testing/fake-operator.ts'
import { seedMobileOrder } from '../testing/mobile-order.ts'
import { seedMobileService } from '../testing/mobile-service.ts'
import { seedModemOrder } from '../testing/modem-order.ts'
import { runPlay } from '../testing/run-play.ts'

const scratch = await mkdtemp(join(tmpdir(), 'playbook-plays-'))
const ansible = await createAnsibleEngine({ scratchDir: scratch })
afterAll(() => rm(scratch, { recursive: true, force: true }))

type Scenario = {
  play: string
  seed?: (operator: FakeOperator) => unknown
  fault?: Fault
  provisioned?: boolean
  variables?: (operator: FakeOperator) => Record<string, unknown>
  now?: string
}

/** Runs a scenario and keeps what must be the same in both engines: tasks with their states, requests, outcome. */
async function observed(scenario: Scenario, engine: PlaybookEngine) {
  const operator = await startFakeOperator()
  try {
    const order = seedMobileOrder(operator)
    scenario.seed?.(operator)
    operator.actions.set('Action_Topup_Standard', [])
    const effectiveConfig = operator.config({
      hss: { hss_peers: [operator.url], apn_list: '1,2' },
      olt: { url: `${operator.url}/olt` },
      iptv: { url: `${operator.url}/iptv` },
      fulfilment: { url: `${operator.url}/fulfilment` },
      enum: { servers: [operator.url], api_key: 'enum-key' },
      smsc: { smsc_url: `${operator.url}/sms`, api_key: 'k' },
    })
    if (scenario.provisioned) await runPlay({ play: 'play_local_mobile_sim', variables: order, effectiveConfig })
    operator.requests.length = 0
    operator.state.fault = scenario.fault ?? (() => undefined)
    const variables = scenario.variables?.(operator) ?? order
    const now = () => new Date(scenario.now ?? '2025-01-10T10:00:00Z')
    const { outcome, ended } = await runPlay({ play: scenario.play, variables, effectiveConfig, now }, engine)
    const alike = (value: unknown) =>
      JSON.parse(
        JSON.stringify(value ?? null)
          .replaceAll(operator.host, 'host')
          .replace(/(Local_Mobile_SIM|Service|Bundle)_[0-9a-f]{8}/g, '$1_x')
          .replace(/_g[0-9a-f]{8}/g, '_x')
          // what is drawn by lot
          .replace(/"(itemtext4|management_password|config_content)":"(?:[^"\\]|\\.)*"/g, '"$1":"drawn"')
          // the clock of the real date command goes on while Ansible works
          .replace(/(T\d\d):\d\d:\d\d(?=\+0000)/g, '$1'),
      )
    return {
      status: outcome.status,
      failedTask: outcome.failedTask,
      tasks: ended.map(({ number, name, status }) => `${number} ${status} ${name}`),
      requests: operator.requests.map(({ method, path, body }) => alike({ method, path, body })),
      services: alike([...operator.services.values()]),
    }
  } finally {
    await operator.close()
  }
}

const given = (more: Record<string, unknown>) => () => ({
  product_id: 42,
  customer_id: 123,
  access_token: 'job-token',
  ...more,
})
const sim = { 'SIM Card': 5001, 'Mobile Number': 5002 }
const addon = { product_id: 43, service_id: 1234 }
const modem = { 'Modem Router': 6001, site_id: 71 }
const scenarios: Record<string, Scenario> = {
  'a new mobile service [WF-20]': { play: 'play_local_mobile_sim' },
  'an HSS that fails after account and service were made [WF-22]': {
    play: 'play_local_mobile_sim',
    fault: ({ method, path }) => (method === 'PUT' && path.startsWith('/subscriber') ? { status: 503 } : undefined),
  },
  'a charging system that hangs up [WF-22]': {
    play: 'play_local_mobile_sim',
    fault: ({ path }) => (path === '/jsonrpc' ? 'hang up' : undefined),
  },
  'deprovisioning [WF-35]': {
    play: 'play_local_mobile_sim',
    provisioned: true,
    variables: (operator) => ({
      ...given({})(),
      action: 'deprovision',
      service_id: 1234,
      service_uuid: [...operator.accounts.keys()][0],
    }),
  },
  'a renewal [REN-03]': {
    play: 'play_local_mobile_sim',
    provisioned: true,
    now: '2025-02-09T10:00:05Z',
    variables: given({ service_id: 1234, data_gb: 20, days: 30 }),
  },
  'a top-up with the SMS gateway down [WF-24]': {
    play: 'play_topup_no_charge',
    provisioned: true,
    now: '2025-01-20T08:30:00Z',
    variables: given({ service_id: 1234 }),
    fault: ({ path }) => (path.startsWith('/sms') ? { status: 503 } : undefined),
  },
  'a simple service [PROV-39]': { play: 'play_simple_service', variables: given({}) },
  'a SIM with IMS and ENUM [HSS-08]': {
    play: 'play_psim_only',
    variables: given({ ...sim, provision_ims: true, concurrent_sessions: 1, pro_rata: true }),
  },
  'a SIM whose IMS registration fails [HSS-06]': {
    play: 'play_psim_only',
    variables: given({ ...sim, provision_ims: true }),
    fault: ({ method, path }) => (method === 'PUT' && path.startsWith('/ims_subscriber') ? { status: 500 } : undefined),
  },
  'a plan whose transaction fails after its action [PROV-13]': {
    play: 'play_topup_charge_then_action',
    seed: (operator) => {
      seedMobileService(operator)
      operator.actions.set('Action_Plan', [
        { Identifier: '*topup', BalanceType: '*data', BalanceId: 'Plan', Units: '500' },
        { Identifier: '*topup', BalanceType: '*monetary', BalanceId: 'Credit', Units: '50' },
      ])
    },
    variables: given({ ...addon, actions_id: 'Action_Plan', auto_renew: 'yes' }),
    fault: ({ method, path }) => (method === 'PUT' && path === '/crm/transaction/' ? { status: 500 } : undefined),
  },
  'a top-up of 19.99 [SIMP-05]': {
    play: 'play_topup_monetary',
    seed: seedMobileService,
    variables: given({ ...addon, topup_amount: 19.99 }),
  },
  'days for a hotspot': {
    play: 'play_topup_hotspot',
    seed: seedMobileService,
    variables: given({ days: 7, imsi: '234150000000001', service_uuid: 'Local_Mobile_SIM_a3f2c1d8' }),
  },
  'a router that is configured [PROV-20]': {
    play: 'play_prov_cpe_mikrotik',
    seed: seedModemOrder,
    variables: given({ ...modem, service_id: 1234 }),
  },
  'a service with a router whose configuration is not taken [PROV-20]': {
    play: 'play_simple_service',
    seed: seedModemOrder,
    variables: given({ ...modem, provision_cpe: true }),
    fault: ({ method, body }) =>
      method === 'PATCH' && (body as Record<string, unknown>).config_content ? { status: 500 } : undefined,
  },
  'a bundle [WF-26]': {
    play: 'play_bundle_internet_tv_voice',
    seed: seedModemOrder,
    variables: given({ ...modem, requires_configuration: true }),
  },
  'a seniors package whose TV platform fails [PROV-13]': {
    play: 'play_seniors_package',
    seed: seedModemOrder,
    variables: given({ ...modem, IPTV_Service_ID: 'SeniorBundle' }),
    fault: ({ method, path }) => (method === 'PUT' && path.startsWith('/iptv') ? { status: 500 } : undefined),
  },
  'a rented modem [WF-28]': {
    play: 'play_addon_assign_modem',
    seed: (operator) => {
      seedMobileService(operator)
      operator.inventory.set(12345, { ...operator.inventory.get(5002), inventory_id: 12345, item: 'Rental Modem' })
    },
    variables: given({ ...addon, 'Rental Modem': 12345, auto_renew: true }),
  },
  'a rented modem that is given back [WF-28]': {
    play: 'play_addon_assign_modem',
    seed: (operator) => {
      seedMobileService(operator)
      operator.inventory.set(12345, { ...operator.inventory.get(5002), inventory_id: 12345, item: 'Rental Modem' })
    },
    variables: given({ ...addon, action: 'deprovision', service_uuid: 'Local_Mobile_SIM_a3f2c1d8' }),
  },
  'a data add-on [PLAN-22]': {
    play: 'play_local_data_addon',
    seed: seedMobileService,
    variables: given({ ...addon, data_gb: 10, auto_renew: 'true' }),
  },
}

for (const [title, scenario] of Object.entries(scenarios)) {
  test.skipIf(!ansible)(`both engines do the same for ${title} (needs Ansible)`, { timeout: 120_000 }, async () => {
    const native = await observed(scenario, createNativeEngine())
    expect(await observed(scenario, ansible!)).toEqual(native)
    // nothing of the job, its configuration least of all, is left on disk
    expect(await readdir(scratch)).toEqual([])
  })
}
