import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { createUser } from '../identity/index.ts'
import { type Config, ZConfig } from '../platform/config/config-schema.ts'
import { readSettings, type Settings } from '../platform/config/settings.ts'
import { type Context, createContext, systemContext } from '../platform/context.ts'
import { ensureDatabase } from '../platform/database/open-database.ts'
import { SYSTEM_ACTOR } from '../platform/guard/actor.ts'
import { createLogger } from '../platform/logging.ts'
import { type Product, startProduct } from '../start-product.ts'

export const ADMIN = { email: 'ada@example.com', password: 'Correct-horse-1' }

// biome-ignore lint/suspicious/noExplicitAny: a test reads answers field by field; a wrong field fails it
export type Answer = { status: number; body: any; headers: Headers; text: string }

/** A signed-in caller of the HTTP API. */
export type Client = {
  get(path: string): Promise<Answer>
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  delete(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  token: string
}

export type TestProduct = Product & {
  /** signed in as the administrator */
  admin: Client
  /** a caller without credentials */
  nobody: Client
  /** makes a user with these roles (customers: give the contact) and signs in */
  signInAs(options: { roles: string[]; contactId?: number; email?: string }): Promise<Client>
  /** the product acting by itself, for arranging and looking at rows */
  system: Context
  /** runs what is due after moving the clock */
  setClock(now: string): Promise<void>
  close(): Promise<void>
}

export type TestProductOptions = {
  config?: Record<string, unknown>
  settings?: Partial<Settings>
  /** where the log is written, all of it; without it only failures show */
  logFile?: string
  /** time at the start; the clock ticks on from there */
  now?: string
}

/**
 * The whole product on a database of its own in the test cluster, on free ports: charging, API and jobs are real.
 * Call in `beforeAll`, and `close()` in `afterAll`.
 */
export async function startTestProduct(options: TestProductOptions = {}): Promise<TestProduct> {
  const adminUrl = inject('postgresUrl')
  const databaseName = `test_${randomUUID().replaceAll('-', '')}`
  const databaseUrl = await ensureDatabase(adminUrl, databaseName)
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-product-'))
  const settings: Settings = {
    ...readSettings('demo', { OMNICRM_DATA_DIR: dataDir, PORT: '0', OMNICRM_OCS_PORT: '0' }),
    adminEmail: ADMIN.email,
    adminPassword: ADMIN.password,
    demoData: false,
    // Unpacked once for all tests of this user; it is large.
    browserDir: path.join(os.tmpdir(), `omnicrm-test-browser-${os.userInfo().uid}`),
    ...options.settings,
  }
  const config: Config = ZConfig.parse({
    jwt_secret: 'a test secret that nobody else has '.repeat(3),
    currency: 'gbp',
    sandbox: { clock: true },
    log: { level: 'error' },
    crm: { listen: '127.0.0.1:0' },
    rate_limit: { login_per_minute: 0, public_per_minute: 0, api_per_minute: 0 },
    ...options.config,
  })
  const product = await startProduct({
    settings,
    config,
    databaseUrl,
    log: options.logFile
      ? createLogger('trace', options.logFile)
      : createLogger(process.env.LOG_LEVEL ?? config.log.level),
    checkResponses: true,
  })
  if (options.now) await product.platform.clock.set(new Date(options.now))
  const nobody = createClient(product.url, '')
  const admin = await signIn(product.url, ADMIN)
  const system = systemContext(product.platform, 'test')
  let users = 0
  return {
    ...product,
    admin,
    nobody,
    system: createContext(product.platform, { actor: { ...SYSTEM_ACTOR, userId: null }, requestId: 'test' }),
    async signInAs({ roles, contactId, email = `user${++users}@example.com` }) {
      const password = 'Correct-horse-2'
      await system.change((change) =>
        createUser(change, {
          username: email,
          email,
          password,
          firstName: 'Test',
          lastName: 'User',
          roles,
          contactId: contactId ?? null,
        }),
      )
      return signIn(product.url, { email, password })
    },
    async setClock(now) {
      const answer = await admin.put('/crm/clock', { now })
      if (answer.status !== 200) throw new Error(`clock: ${answer.text}`)
      // The access token is older than its quarter of an hour now.
      admin.token = (await signIn(product.url, ADMIN)).token
    },
    async close() {
      await product.stop()
      rmSync(dataDir, { recursive: true, force: true })
      const client = new pg.Client({ connectionString: adminUrl })
      await client.connect()
      await client.query(`drop database if exists ${databaseName} with (force)`)
      await client.end()
    },
  }
}

async function signIn(url: string, credentials: { email: string; password: string }): Promise<Client> {
  const answer = await createClient(url, '').post('/crm/auth/login', { ...credentials, remember_me: true })
  if (answer.status !== 200) throw new Error(`sign-in failed: ${answer.text}`)
  return createClient(url, answer.body.token)
}

export function createClient(baseUrl: string, token: string): Client {
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(baseUrl + path, {
      method,
      headers: {
        ...(client.token ? { authorization: `Bearer ${client.token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    return { status: response.status, body: isJson ? JSON.parse(text) : undefined, headers: response.headers, text }
  }
  const client: Client = {
    token,
    get: (path) => send('GET', path),
    put: (path, body, headers) => send('PUT', path, body, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    delete: (path, body, headers) => send('DELETE', path, body, headers),
  }
  return client
}
