import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shippedPlays } from '../testing/run-play.ts'
import { dryRun, type Sample } from './dry-run.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playbook-dry-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const dry = async (tasks: string, samples: Sample[] = []) => {
  const play = `- name: P\n  hosts: localhost\n  tasks:\n${tasks.trim().replace(/^/gm, '    ')}\n`
  await writeFile(join(folder, 'play_x.yaml'), play)
  return dryRun({ playsDir: folder, play: 'play_x', samples })
}

test('requests are listed, and answered with what the playbook reads of them', async () => {
  const { outcome, requests, tasks } = await dry(`
- {name: read, uri: {url: "http://crm/product/1"}, register: product}
- {name: make, uri: {url: "http://crm/service", method: PUT, status_code: 201, body_format: json, body: {name: "{{ product.json.name }}", price: "{{ product.json.cost | float }}"}}, register: service}
- {name: call, uri: {url: "http://ocs/jsonrpc", method: POST, body: {method: M, params: []}, body_format: json}, register: ocs}
- {name: check, assert: {that: [ocs.json.result == "OK", service.json.state == "Active", product.json.list.0.id is defined]}}
- {name: show, debug: {msg: "{{ service.json.service_id }}"}}`)
  expect(outcome).toEqual({ status: 'success' })
  expect(tasks.map(({ name }) => name)).toEqual(['read', 'make', 'call', 'check', 'show'])
  expect(requests.map(({ method, url, status, answeredBy }) => [method, url, status, answeredBy])).toEqual([
    ['GET', 'http://crm/product/1', 200, 'guess'],
    ['PUT', 'http://crm/service', 201, 'guess'],
    ['POST', 'http://ocs/jsonrpc', 200, 'guess'],
  ])
  expect(requests[1]).toMatchObject({
    task: 2,
    name: 'make',
    body: { name: 'sample name', price: '1.0' },
    at: { line: 5 },
  })
})

test('samples are taken where they fit, and may fail the playbook', async () => {
  const tasks =
    '- {name: read, uri: {url: "http://hss/subscriber/7"}, register: r}\n- {debug: {msg: "{{ r.json.imsi }}"}}'
  const { requests } = await dry(tasks, [{ url: 'http://hss/*', body: { imsi: '234' } }])
  expect(requests[0]).toMatchObject({ answer: { imsi: '234' }, answeredBy: 'sample' })
  const refused = await dry(tasks, [{ method: 'get', url: '*/subscriber/*', status: 503 }])
  expect(refused.outcome).toMatchObject({ status: 'failed', failedTask: 'read' })
})

test('no program starts, no mail leaves, and files stay in memory', async () => {
  const { outcome, mails } = await dry(`
- {name: program, command: touch ${folder}/made}
- {name: file, copy: {content: hello, dest: "${folder}/file"}}
- {name: read it, slurp: {src: "${folder}/file"}, register: f}
- {name: check, assert: {that: "(f.content | b64decode) == 'hello'"}}
- {name: mail, mail: {host: 127.0.0.1, port: 1, to: a@example.com, subject: s}}`)
  expect(outcome).toEqual({ status: 'success' })
  expect(mails).toMatchObject([{ to: ['a@example.com'], subject: 's' }])
  expect(await readdir(folder)).toEqual(['play_x.yaml'])
})

test('a playbook that cannot run says why, and one that needs Ansible for what', async () => {
  expect((await dry('- frobnicate: {}')).needsAnsible).toEqual(['frobnicate'])
  expect((await dryRun({ playsDir: folder, play: 'nowhere' })).outcome.fatal?.exitCode).toBe(1)
})

test('the mobile SIM shows its requests from the product to the last one', async () => {
  const { outcome, requests } = await dryRun({
    playsDir: shippedPlays,
    play: 'play_local_mobile_sim',
    variables: {
      product_id: 42,
      customer_id: 1,
      'SIM Card': 5,
      'Mobile Number': 6,
      days: 30,
      data_gb: 20,
      voice_minutes: 'unlimited',
      sms_count: 'unlimited',
      access_token: 't',
    },
    effectiveConfig: {
      crm: { base_url: 'http://crm' },
      ocs: { cgrates: 'ocs:2080', ocsTenant: 't' },
      hss: { hss_peers: ['http://hss'] },
    },
  })
  expect(outcome).toEqual({ status: 'success' })
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toContain('PUT http://crm/crm/service/')
})
