import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAnsibleEngine, createNativeEngine, layOutJobFolder, type PlaybookEngine } from '../index.ts'
import { type FakeOperator, startFakeOperator } from '../testing/fake-operator.ts'
import { seedMobileOrder } from '../testing/mobile-order.ts'
import { runPlay, shippedPlays } from '../testing/run-play.ts'
import { runTasks } from '../testing/run-tasks.ts'
import { rescueOnlyPlaybook } from './rescue-only-playbook.ts'
import { toAnsibleYaml } from './to-ansible-yaml.ts'

const scratch = await mkdtemp(join(tmpdir(), 'playbook-ansible-'))
const ansible = await createAnsibleEngine({ scratchDir: join(scratch, 'jobs') })
const testPlays = join(import.meta.dirname, '../testing/plays')
const now = () => new Date('2025-01-10T10:00:00Z')
let operator: FakeOperator
beforeEach(async () => {
  operator = await startFakeOperator()
  seedMobileOrder(operator)
})
afterEach(() => operator.close())
afterAll(() => rm(scratch, { recursive: true, force: true }))

test('a job folder has the plays, the configuration two folders above them, and keeps secrets to itself [PROV-09, PROV-17]', async () => {
  const folder = join(scratch, 'laid-out')
  const laidOut = await layOutJobFolder(
    {
      playsDir: testPlays,
      play: 'keywords',
      variables: { a: '{{ b }}' },
      effectiveConfig: { mailjet: { api_key: 'k' } },
      now,
    },
    { folder },
  )
  expect(laidOut.playFile).toBe(join(folder, 'project-root/Provisioners/plays/keywords.yaml'))
  expect(await readdir(join(folder, 'project-root/Provisioners/plays'))).toContain('keywords-included.yaml')
  const config = join(laidOut.projectRoot, 'crm_config.yaml')
  expect(await readFile(config, 'utf8')).toBe('{"mailjet": {"api_key": "k"}}\n')
  for (const file of [config, laidOut.variablesFile]) expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('texts of requests and configuration that look like templates are marked as data', () => {
  expect(toAnsibleYaml({ a: '{{ x }}', b: ['{% y %}', 'plain { }'], n: 1.5 })).toBe(
    '{"a": !unsafe "{{ x }}", "b": [!unsafe "{% y %}", "plain { }"], "n": 1.5}\n',
  )
})

test('the rescue of a play by itself', () => {
  const source =
    '- name: P\n  hosts: localhost\n  tasks:\n    - block:\n        - {name: config, include_vars: c.yaml}\n        - {name: work, debug: {msg: x}}\n      rescue:\n        - {name: clean, debug: {msg: "{{ a }}"}}\n      always:\n        - {name: end, debug: {msg: x}}\n'
  const reduced = rescueOnlyPlaybook(source) ?? ''
  expect([...reduced.matchAll(/name: (\w+)/g)].map(([, name]) => name)).toEqual(['P', 'config', 'clean', 'end'])
  expect(rescueOnlyPlaybook('- hosts: localhost\n  tasks: [{debug: {msg: x}}]\n')).toBeUndefined()
})

test('without Ansible there is no such engine', async () => {
  const path = process.env.PATH
  process.env.PATH = scratch
  try {
    expect(await createAnsibleEngine({ scratchDir: scratch })).toBeUndefined()
  } finally {
    process.env.PATH = path
  }
})

describe.skipIf(!ansible)('with Ansible installed', { timeout: 120_000 }, () => {
  test('plain ansible-playbook runs a job folder [PROV-17]', async () => {
    const variables = seedMobileOrder(operator)
    const folder = await layOutJobFolder(
      { playsDir: shippedPlays, play: 'play_simple_service', variables, effectiveConfig: operator.config(), now },
      { folder: join(scratch, 'plain') },
    )
    await promisify(execFile)(
      'ansible-playbook',
      ['-i', 'localhost,', '-c', 'local', '-e', `@${folder.variablesFile}`, folder.playFile],
      { env: { ...process.env, PATH: `${folder.binFolder}:${process.env.PATH}` } },
    )
    expect([...operator.services.values()][0]).toMatchObject({
      service_status: 'Active',
      service_provisioned_date: expect.stringMatching(/^2025-01-10T10:0/),
    })
  })

  const compared = async (variables: Record<string, unknown>) => {
    const seen = async (engine: PlaybookEngine) => {
      operator.requests.length = 0
      operator.services.clear()
      const { outcome, ended } = await runPlay(
        {
          play: 'play_guide_service',
          playsDir: testPlays,
          variables: { product_id: 42, customer_id: '123', access_token: 't', iccid: '', ...variables },
          effectiveConfig: operator.config(),
          now,
        },
        engine,
      )
      const requests = JSON.stringify(
        operator.requests.map(({ method, path, body }) => ({ method, path, body })),
      ).replace(/Service_[0-9a-f-]{36}/g, 'Service_x')
      const days = ended.find(({ name }) => name === 'Months left')?.result.stdout
      return {
        outcome,
        days,
        tasks: ended.map(({ number, name, status }) => `${number} ${status} ${name}`),
        requests: JSON.parse(requests),
      }
    }
    const native = await seen(createNativeEngine())
    expect(await seen(ansible!)).toEqual(native)
    return native
  }

  test('a play of the guide’s older form does the same in both, unquoted bodies included', async () => {
    const { outcome, requests, days } = await compared({})
    expect(outcome).toEqual({ status: 'success' })
    expect(days).toBe('31')
    expect(requests[2].body).toEqual({
      customer_id: 123,
      product_id: '42',
      service_name: 'Service: Service_x',
      iccid: '',
      retail_cost: 15,
      site_id: null,
    })
    expect(requests[3].body).toEqual({
      customer_id: 123,
      service_id: 1234,
      title: "Mobile 20GB's Setup",
      retail_cost: '0.0',
    })
  })

  test('and when it fails', async () => {
    const { outcome } = await compared({ fail_at_end: true })
    expect(outcome).toEqual({ status: 'failed', failedTask: 'Fail on request', message: 'as asked for' })
  })

  test('what cannot run is fatal with Ansible’s own words [PROV-27, WF-23]', async () => {
    const fatal = async (job: { play?: string }, source: string) => {
      const { outcome, events } = await runTasks(source, job, ansible)
      expect(events).toEqual([])
      return outcome
    }
    expect(await fatal({}, '- {debug: {msg: x}}\n- {frobnicate: {x: 1}}')).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('frobnicate'),
      fatal: { exitCode: 4 },
    })
    expect(await fatal({}, '- debug: {msg: "x}')).toMatchObject({
      status: 'failed',
      fatal: { exitCode: 4, stderr: expect.stringContaining('Syntax Error') },
    })
    expect(await fatal({ play: 'nowhere' }, '- {debug: {msg: x}}')).toMatchObject({
      status: 'failed',
      fatal: { exitCode: 1 },
    })
  })

  test('events carry facts, and a run whose worker died is cleaned up by its rescue [PROV-35]', async () => {
    const source =
      '- name: T\n  hosts: localhost\n  tasks:\n    - name: main\n      block:\n        - {name: make, set_fact: {account: A1}}\n        - {name: say, command: echo hello, register: said}\n      rescue:\n        - {name: clean, debug: {msg: "{{ account }} {{ said.stdout }}"}}\n        - {name: verdict, assert: {that: false}}\n'
    const first = await runTasks(source, {}, ansible)
    const facts = first.events.at(-1)?.facts ?? {}
    expect(facts).toMatchObject({ account: 'A1', said: { stdout: 'hello', rc: 0 } })
    const second = await runTasks(source, { interrupted: { facts } }, ansible)
    expect(second.ended.map(({ name, status, result }) => [name, status, result.msg])).toEqual([
      ['clean', 0, 'A1 hello'],
      ['verdict', 2, 'Assertion failed'],
    ])
    expect(second.outcome.status).toBe('failed')
  })

  test('an aborted run is stopped and leaves nothing on disk', async () => {
    const stop = new AbortController()
    const run = runTasks(
      '- {name: hangs, command: sleep 60}',
      { signal: stop.signal, onEvent: async () => stop.abort(new Error('shutting down')) },
      ansible,
    )
    await expect(run).rejects.toThrow('shutting down')
    expect(await readdir(join(scratch, 'jobs'))).toEqual([])
  })
})
