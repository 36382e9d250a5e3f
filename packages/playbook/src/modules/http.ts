import { Agent, type Dispatcher, request } from 'undici'
import type { Position } from '../loader/play.ts'
import { type Answer, noAnswer, readAnswer, reasonOf } from './http-answer.ts'
import { answerToChallenge, type Login } from './http-auth.ts'

export type HttpRequest = {
  url: string
  method: string
  headers: Map<string, string>
  body: string | Buffer | undefined
  timeoutMs: number
  verifyCertificate: boolean
  /** `safe` follows for GET and HEAD only, `urllib2` for POST too, `all` and `yes` always, `none` and `no` never */
  followRedirects: string
  /** given when the other side asks who is calling */
  login: Login | undefined
  /** PEM */
  clientCertificate: { cert: Buffer; key: Buffer } | undefined
  /** the answers that the task takes for success */
  expected: number[]
  decompress: boolean
  /** bytes */
  largest: number
  signal: AbortSignal
  checkAddress: ((url: URL) => Promise<void>) | undefined
  extraHeaders: (request: { url: string; method: string }) => Record<string, string>
}

/** The task that a request is made for. */
export type RequestOrigin = {
  number: number
  /** 0 outside loops */
  item: number
  name: string
  register: string | undefined
  at: Position
}

/** Sends a request. No answer is an answer too, with status −1 and the reason. */
export type Send = (wanted: HttpRequest, origin: RequestOrigin) => Promise<Answer>

// connections are kept for the next task, but not so long that the other side has closed them meanwhile
const keepAlive = { keepAliveTimeout: 2000, keepAliveMaxTimeout: 30_000, connections: 64 }
const agents: Record<'verifying' | 'trusting', Agent> = {
  verifying: new Agent(keepAlive),
  trusting: new Agent({ ...keepAlive, connect: { rejectUnauthorized: false } }),
}

const redirects = new Set([301, 302, 303, 307, 308])
const most = 10

/** Sends a request over kept-alive connections. */
export const send: Send = async (wanted) => {
  const started = performance.now()
  let at: URL
  try {
    at = new URL(wanted.url)
  } catch {
    return noAnswer(wanted.url, `Request failed: <urlopen error unknown url: ${wanted.url}>`, started)
  }
  if (at.protocol !== 'http:' && at.protocol !== 'https:') {
    return noAnswer(
      wanted.url,
      `Request failed: <urlopen error unknown url type: ${at.protocol.slice(0, -1)}>`,
      started,
    )
  }
  const own = wanted.clientCertificate
    ? new Agent({ connect: { ...wanted.clientCertificate, rejectUnauthorized: wanted.verifyCertificate } })
    : undefined
  const dispatcher = own ?? agents[wanted.verifyCertificate ? 'verifying' : 'trusting']
  try {
    return await exchange(wanted, { at, started, dispatcher })
  } finally {
    await own?.destroy()
  }
}

type Exchange = { at: URL; started: number; dispatcher: Dispatcher }

async function exchange(wanted: HttpRequest, { at, started, dispatcher }: Exchange): Promise<Answer> {
  const signal = AbortSignal.any([wanted.signal, AbortSignal.timeout(wanted.timeoutMs)])
  let { method, body } = wanted
  let shownUrl = wanted.url
  let login = wanted.login
  const headers = Object.fromEntries(wanted.headers)
  const reading = { started, decompress: wanted.decompress, limit: wanted.largest }
  try {
    for (let hop = 0; ; hop++) {
      await wanted.checkAddress?.(at)
      const response = await request(at, {
        method: method as Dispatcher.HttpMethod,
        headers: { ...headers, ...wanted.extraHeaders({ url: at.href, method }) },
        body: body ?? null,
        dispatcher,
        signal,
      })
      const { statusCode: status } = response
      if (status === 401 && login) {
        const challenge = [response.headers['www-authenticate'] ?? ''].flat().join(', ')
        const authorization = answerToChallenge(challenge, { login, method, path: at.pathname + at.search })
        login = undefined
        if (authorization !== undefined) {
          await response.body.dump()
          headers.Authorization = authorization
          continue
        }
      }
      const location = response.headers.location
      const follows = redirects.has(status) && typeof location === 'string' && mayFollow(wanted, method, status)
      if (!follows) return await readAnswer(response, { ...reading, url: shownUrl })
      await response.body.dump()
      if (hop >= most) {
        const why = `HTTP Error ${status}: the other side redirects more than ${most} times`
        return noAnswer(shownUrl, why, started)
      }
      const target = new URL(location, at)
      if (target.origin !== at.origin) {
        login = undefined
        for (const name of Object.keys(headers)) if (/^(authorization|cookie)$/i.test(name)) delete headers[name]
      }
      const becomesGet = status === 303 || status === 302 ? method !== 'HEAD' : status === 301 && method === 'POST'
      if (becomesGet && method !== 'GET') {
        method = 'GET'
        body = undefined
        for (const name of Object.keys(headers)) if (/^content-/i.test(name)) delete headers[name]
      }
      at = target
      shownUrl = target.href
    }
  } catch (error) {
    if (wanted.signal.aborted) throw wanted.signal.reason
    return noAnswer(shownUrl, reasonOf(error as Error), started)
  }
}

function mayFollow({ followRedirects }: HttpRequest, method: string, status: number): boolean {
  if (['all', 'yes', 'true'].includes(followRedirects)) return true
  if (['none', 'no', 'false'].includes(followRedirects)) return false
  const reads = method === 'GET' || method === 'HEAD'
  return followRedirects === 'urllib2' ? reads || (method === 'POST' && status < 304) : reads
}
