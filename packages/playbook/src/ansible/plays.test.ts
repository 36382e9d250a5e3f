import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createAnsibleEngine, createNativeEngine, type PlaybookEngine } from '../index.ts'
import { type FakeOperator, type Fault, startFakeOperator } from '../testing/fake-operator.ts'
import { seedMobileOrder } from '../testing/mobile-order.ts'
import { runPlay } from '../testing/run-play.ts'

const scratch = await mkdtemp(join(tmpdir(), 'playbook-plays-'))
const ansible = await createAnsibleEngine({ scratchDir: scratch })
afterAll(() => rm(scratch, { recursive: true, force: true }))

type Scenario = {
  play: string
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
    operator.actions.set('Action_Topup_Standard', [])
    const effectiveConfig = operator.config({
      hss: { hss_peers: [operator.url] },
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
          .replace(/(Local_Mobile_SIM|Service)_[0-9a-f]{8}/g, '$1_x')
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
}

for (const [title, scenario] of Object.entries(scenarios)) {
  test.skipIf(!ansible)(`both engines do the same for ${title} (needs Ansible)`, { timeout: 120_000 }, async () => {
    const native = await observed(scenario, createNativeEngine())
    expect(await observed(scenario, ansible!)).toEqual(native)
    // nothing of the job, its configuration least of all, is left on disk
    expect(await readdir(scratch)).toEqual([])
  })
}
