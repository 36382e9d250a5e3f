import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

/** The server as a process of its own, the way an operator starts it. */

const root = path.resolve(import.meta.dirname, '..')
const dirs: string[] = []
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true })
})

type Started = { child: ChildProcess; output: () => string; exited: Promise<number>; ready: Promise<string> }

function freshDir(): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-start-'))
  dirs.push(dir)
  return dir
}

function start(dir: string, env: Record<string, string> = {}, mode = 'demo'): Started {
  const child = spawn(process.execPath, [path.join(root, 'apps/server/src/main.ts'), mode], {
    env: {
      PATH: process.env.PATH ?? '',
      OMNICRM_DATA_DIR: path.join(dir, 'data'),
      OMNICRM_CONFIG: path.join(dir, 'crm_config.yaml'),
      OMNICRM_DEMO: '0',
      OMNICRM_ADMIN_EMAIL: 'ada@example.com',
      OMNICRM_ADMIN_PASSWORD: 'Correct-horse-1',
      PORT: '0',
      OMNICRM_OCS_PORT: '0',
      ...env,
    },
  })
  running.add(child)
  let text = ''
  let tellReady: (url: string) => void = () => {}
  const ready = new Promise<string>((resolve) => {
    tellReady = resolve
  })
  const hear = (chunk: Buffer): void => {
    text += chunk.toString()
    const url = /ready at (http:\S+)/.exec(text)?.[1]
    if (url) tellReady(url)
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const exited = new Promise<number>((resolve) => {
    child.once('exit', (code) => {
      running.delete(child)
      resolve(code ?? -1)
    })
  })
  const readyOrEnded = Promise.race([ready, exited.then((code) => Promise.reject(new Error(`ended ${code}: ${text}`)))])
  // Tests of refusals never ask for it.
  readyOrEnded.catch(() => {})
  return { child, output: () => text, exited, ready: readyOrEnded }
}

async function login(url: string): Promise<string> {
  const response = await fetch(`${url}/crm/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.com', password: 'Correct-horse-1' }),
  })
  return ((await response.json()) as { token: string }).token
}

async function createCustomer(url: string, name: string): Promise<number> {
  const response = await fetch(`${url}/crm/customer/`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await login(url)}` },
    body: JSON.stringify({ customer_name: name }),
  })
  expect(response.status).toBe(200)
  return ((await response.json()) as { customer_id: number }).customer_id
}

async function customerName(url: string, id: number): Promise<string> {
  const response = await fetch(`${url}/crm/customer/customer_id/${id}`, {
    headers: { authorization: `Bearer ${await login(url)}` },
  })
  return ((await response.json()) as { customer_name: string }).customer_name
}

function listenSomewhere(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '0.0.0.0', () =>
      resolve({ server, port: (server.address() as { port: number }).port }),
    )
  })
}

test('two instances run side by side, Ctrl-C stops each in order, and a second start finds everything', {
  timeout: 60_000,
}, async () => {
  const [one, two] = [freshDir(), freshDir()]
  const [first, second] = [start(one), start(two)]
  const [firstUrl, secondUrl] = await Promise.all([first.ready, second.ready])
  expect(firstUrl).not.toBe(secondUrl)
  const id = await createCustomer(firstUrl, 'Kept Customer')
  first.child.kill('SIGINT')
  second.child.kill('SIGTERM')
  expect(await Promise.all([first.exited, second.exited])).toEqual([0, 0])
  const again = start(one)
  expect(await customerName(await again.ready, id)).toBe('Kept Customer')
  again.child.kill('SIGINT')
  expect(await again.exited).toBe(0)
})

test('after kill -9 of the server, or of the database too, the next start cleans up and loses nothing', {
  timeout: 60_000,
}, async () => {
  const dir = freshDir()
  const first = start(dir)
  const id = await createCustomer(await first.ready, 'Survivor')
  first.child.kill('SIGKILL')
  await first.exited
  const second = start(dir)
  expect(await customerName(await second.ready, id)).toBe('Survivor')
  const postmaster = Number(readFileSync(path.join(clusterOf(dir), 'postmaster.pid'), 'utf8').split('\n')[0])
  second.child.kill('SIGKILL')
  process.kill(postmaster, 'SIGKILL')
  await second.exited
  const third = start(dir)
  expect(await customerName(await third.ready, id)).toBe('Survivor')
  third.child.kill('SIGINT')
  await third.exited
})

function clusterOf(dir: string): string {
  try {
    return readFileSync(path.join(dir, 'data', 'postgres-is-at.txt'), 'utf8').trim()
  } catch {
    return path.join(dir, 'data', 'postgres')
  }
}

test('a data directory in use by a living instance is refused', { timeout: 30_000 }, async () => {
  const dir = freshDir()
  const first = start(dir)
  await first.ready
  const second = start(dir)
  expect(await second.exited).toBe(1)
  expect(second.output()).toMatch(/in use by another OmniCRM \(process \d+\)/)
  first.child.kill('SIGINT')
  await first.exited
})

test('a port in use is told in one sentence, for the API and for charging', { timeout: 30_000 }, async () => {
  const { server, port } = await listenSomewhere()
  const api = start(freshDir(), { PORT: String(port) })
  expect(await api.exited).toBe(1)
  expect(api.output()).toContain(`Port ${port} is in use`)
  const ocs = start(freshDir(), { OMNICRM_OCS_PORT: String(port) })
  expect(await ocs.exited).toBe(1)
  expect(ocs.output()).toContain(String(port))
  expect(lastLines(ocs)).toHaveLength(1)
  server.close()
})

test('an unwritable data directory, a broken YAML and an unreachable database are told in one sentence [CONF-02]', {
  timeout: 30_000,
}, async () => {
  const dir = freshDir()
  writeFileSync(path.join(dir, 'file'), '')
  const unwritable = start(dir, { OMNICRM_DATA_DIR: path.join(dir, 'file', 'data') })
  expect(await unwritable.exited).toBe(1)
  expect(unwritable.output()).toContain('cannot be written')

  const broken = freshDir()
  writeFileSync(path.join(broken, 'crm_config.yaml'), `jwt_secret: ${'x'.repeat(64)}\ncrm: [1, 2\n`)
  const faulty = start(broken)
  expect(await faulty.exited).toBe(1)
  expect(faulty.output()).toMatch(/line \d+ is not valid YAML/)

  const { server, port } = await listenSomewhere()
  server.close()
  const elsewhere = freshDir()
  writeFileSync(
    path.join(elsewhere, 'crm_config.yaml'),
    `jwt_secret: ${'x'.repeat(64)}\ndatabase:\n  url: postgres://omni:secret-word@127.0.0.1:${port}/omnicrm\n`,
  )
  const unreachable = start(elsewhere)
  expect(await unreachable.exited).toBe(1)
  expect(unreachable.output()).toMatch(/database 127\.0\.0\.1:\d+\/omnicrm cannot be reached/)
  expect(unreachable.output()).not.toContain('secret-word')
  for (const failed of [unwritable, faulty, unreachable]) expect(lastLines(failed)).toHaveLength(1)
})

/** What was said about the failure, without the progress lines before it. */
function lastLines(started: Started): string[] {
  return started
    .output()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('  '))
}

test('production refuses the example secret [CONF-09]', { timeout: 30_000 }, async () => {
  const dir = freshDir()
  writeFileSync(path.join(dir, 'crm_config.yaml'), readFileSync(path.join(root, 'crm_config.example.yaml'), 'utf8'))
  const refused = start(dir, {}, 'serve')
  expect(await refused.exited).toBe(1)
  expect(refused.output()).toContain('example jwt_secret')
})
