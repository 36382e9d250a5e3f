import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import os from 'node:os'
import autocannon from 'autocannon'
import { hashPassword, passwordMatches } from '../apps/server/src/identity/passwords.ts'
import { type Actor, reachOf } from '../apps/server/src/platform/guard/actor.ts'
import { createAuthenticate, rememberSessions, type WaysIn } from '../apps/server/src/platform/guard/authenticate.ts'
import { createTokens } from '../apps/server/src/platform/guard/tokens.ts'
import type { Api } from './api.ts'
import { median, printRow } from './figures.ts'
import { ADMIN, type ProductProcess, processorSeconds } from './product-process.ts'

const HASHES = 20
const LOGINS = 60
const WARM_UP = 10
const CHECKS = 200_000

/** Sign-in, guard and permission check: the figures of the way in. */
export async function measureGuard(running: ProductProcess, api: Api): Promise<void> {
  const hash = await passwordHash()
  await signIns(running, hash)
  await ownProfile(running, api)
  permissionCheck()
  await wholeGuard()
}

/** Milliseconds of one password check, in this process. */
async function passwordHash(): Promise<number> {
  const stored = await hashPassword(ADMIN.password)
  const before = process.cpuUsage()
  const times = await timesOf(HASHES, () => passwordMatches(stored, ADMIN.password))
  const { user, system } = process.cpuUsage(before)
  const processor = (user + system) / 1000 / HASHES
  printRow('argon2id, one password check (median)', `${median(times).toFixed(0)} ms`, 'passwordMatches()')
  printRow('the same in processor time', `${processor.toFixed(0)} ms`, 'process.cpuUsage()')
  return median(times)
}

async function signIns(running: ProductProcess, hash: number): Promise<void> {
  const times = await timesOf(LOGINS, async () => {
    const answer = await fetch(`${running.url}/crm/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ADMIN),
    })
    if (answer.status !== 200) throw new Error(await answer.text())
    await answer.arrayBuffer()
  })
  const whole = median(times.slice(WARM_UP))
  printRow('sign-in by password (median)', `${whole.toFixed(1)} ms`, 'POST /crm/auth/login, one after the other')
  printRow('the same without the password hash', `${(whole - hash).toFixed(1)} ms`, 'the two rows above, subtracted')
}

/** The server's process on one core, whoever asks it on the others. */
async function ownProfile(running: ProductProcess, api: Api): Promise<void> {
  const pinned = pin(running.pid, '0') && pin(process.pid, `1-${os.cpus().length - 1}`)
  const before = processorSeconds(running.pid)
  const result = await autocannon({
    url: `${running.url}/crm/auth/me`,
    headers: { authorization: `Bearer ${api.token}` },
    connections: 16,
    duration: 8,
  })
  const used = processorSeconds(running.pid) - before
  const failed = result.non2xx + result.errors
  printRow(
    `GET /crm/auth/me, session remembered, ${pinned ? 'one core' : 'not pinned'}`,
    `${result.requests.average.toFixed(0)} /s`,
    `taskset, autocannon -c 16 -d 8 (p99 ${result.latency.p99} ms, ${failed} failed)`,
  )
  printRow(
    'the same for each second of processor time',
    `${(result.requests.total / used).toFixed(0)} /s`,
    '/proc/<pid>/stat of the server: what one core gives when nobody else uses it',
  )
  if (pinned) for (const pid of [running.pid, process.pid]) pin(pid, `0-${os.cpus().length - 1}`)
}

function pin(pid: number, cores: string): boolean {
  try {
    execFileSync('taskset', ['-a', '-c', '-p', cores, String(pid)], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A caller with as many permissions as the largest role has. */
const CALLER: Actor = {
  userId: 7,
  initiatedBy: 'user:7',
  roles: ['Support'],
  permissions: new Set(Array.from({ length: 120 }, (_, index) => `permission_${index}`).concat('view_own_customer')),
  customerId: 4,
  sessionId: randomUUID(),
  job: null,
}

function permissionCheck(): void {
  let reached = 0
  const started = performance.now()
  for (let check = 0; check < CHECKS; check++)
    if (reachOf(CALLER, ['view_customer', 'update_customer'], 'view_own_customer')) reached += 1
  const micros = ((performance.now() - started) / CHECKS) * 1000
  if (reached !== CHECKS) throw new Error('the permission check refused')
  printRow('permission check', `${micros.toFixed(2)} µs`, `reachOf(), ${CHECKS} times`)
}

/** Token, session and limits, as each request meets them; only the session's look-up is remembered, as in the product. */
async function wholeGuard(): Promise<void> {
  const clock = { now: () => new Date() }
  const tokens = createTokens(randomBytes(48).toString('hex'), clock.now)
  const live = { hears: () => true, subscribe: () => () => {}, onGap: () => {} }
  const access = rememberSessions({ live, clock } as never, async () => CALLER)
  const ways = { tokens: { access }, whitelistInUse: false } as unknown as WaysIn
  const authenticate = createAuthenticate(tokens, ways)
  const token = await tokens.sign({ kind: 'access', subject: '7', id: CALLER.sessionId ?? '' }, 900)
  const endpoint = { id: 'CUST-1', method: 'GET', path: '/crm/customers' }
  const credentials = { authorization: `Bearer ${token}`, apiKey: undefined, ip: '127.0.0.1', endpoint }
  const rounds = 20_000
  for (let round = 0; round < 2_000; round++) await authenticate(credentials)
  const before = process.cpuUsage()
  for (let round = 0; round < rounds; round++) await authenticate(credentials)
  const { user, system } = process.cpuUsage(before)
  const micros = (user + system) / rounds
  printRow(
    'whole guard: token, session, duties',
    `${micros.toFixed(1)} µs`,
    `createAuthenticate(), ${rounds} times, processor time`,
  )
}

async function timesOf(rounds: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return times
}
