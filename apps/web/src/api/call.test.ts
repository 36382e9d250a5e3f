import type { Endpoint } from '@omnicrm/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { accessToken, currentSession, resumeSession } from '../app/session.ts'
import { call } from './call.ts'

const read = { method: 'GET', path: '/crm/customers', access: 'signedIn' } as Endpoint
const write = { method: 'PUT', path: '/crm/customer/', access: 'signedIn' } as Endpoint

type Sent = { path: string; bearer?: string; key?: string; csrf?: string }
let sent: Sent[] = []
let validToken = 'token-1'
let canRefresh = true

beforeEach(async () => {
  sent = []
  validToken = 'token-0'
  canRefresh = true
  vi.stubGlobal('document', { cookie: 'csrf_token=csrf-1' })
  vi.stubGlobal('fetch', answerAsServer)
  await resumeSession()
  sent = []
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('a page load resumes the session by its cookie and CSRF token [AUTH-2]', async () => {
  await resumeSession()
  expect(currentSession()?.permissions.has('view_customer')).toBe(true)
  expect(sent[0]).toMatchObject({ path: '/crm/auth/refresh', csrf: 'csrf-1' })
})

test('calls that meet an expired token renew it once between them and are repeated', async () => {
  validToken = 'token-elsewhere'
  await Promise.all([call(read, {}), call(read, {}), call(read, {})])
  const paths = sent.map(({ path }) => path)
  expect(paths.filter((path) => path === '/crm/auth/refresh')).toHaveLength(1)
  expect(sent.filter(({ bearer }) => bearer === `Bearer ${validToken}`)).toHaveLength(3)
})

test('a repeated write carries the key of its first attempt', async () => {
  validToken = 'token-elsewhere'
  await call(write, {})
  const keys = sent.filter(({ path }) => path === '/crm/customer/').map(({ key }) => key)
  expect(keys).toHaveLength(2)
  expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(keys[1]).toBe(keys[0])
})

test('a session that cannot be renewed ends, and the call fails with the refusal', async () => {
  validToken = 'token-elsewhere'
  canRefresh = false
  await expect(call(read, {})).rejects.toMatchObject({ status: 401, message: 'token expired' })
  expect(currentSession()).toBeUndefined()
  expect(accessToken()).toBeUndefined()
})

test('a refusal keeps its code, sentence and field', async () => {
  const refused = { ...read, path: '/crm/refused' }
  await expect(call(refused, {})).rejects.toMatchObject({
    status: 409,
    code: 'taken',
    message: 'In use',
    field: 'slug',
  })
})

let issued = 0

function answerAsServer(path: string, { headers }: { headers: Record<string, string> }): Promise<Response> {
  sent.push({
    path,
    bearer: headers.Authorization,
    key: headers['Idempotency-Key'],
    csrf: headers['X-CSRF-Token'],
  })
  if (path === '/crm/auth/refresh') {
    if (!canRefresh) return answer(401, { message: 'spent' })
    validToken = `token-${++issued}`
    return answer(200, { access_token: validToken })
  }
  if (headers.Authorization !== `Bearer ${validToken}`) return answer(401, { message: 'token expired' })
  if (path === '/crm/refused') return answer(409, { message: 'In use', code: 'taken', field: 'slug' })
  return answer(200, { user: { id: 1 }, roles: [], permissions: ['VIEW_CUSTOMER'] })
}

function answer(status: number, body: unknown): Promise<Response> {
  return Promise.resolve(Response.json(body, { status }))
}
