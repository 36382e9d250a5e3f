import { STATUS_CODES } from 'node:http'
import { Agent, type Dispatcher, request } from 'undici'

export type HttpRequest = {
  url: string
  method: string
  headers: Map<string, string>
  body: string | undefined
  timeoutMs: number
  verifyCertificate: boolean
  /** `safe` follows for GET and HEAD only, `all` and `yes` always, `none` and `no` never */
  followRedirects: string
  signal: AbortSignal
  checkAddress: ((url: URL) => Promise<void>) | undefined
  extraHeaders: (request: { url: string; method: string }) => Record<string, string>
}

export type Answer = {
  /** −1 when there was no answer */
  status: number
  message: string
  url: string
  headers: Map<string, string>
  cookies: [string, string][]
  body: string
  elapsedMs: number
}

// connections are kept for the next task, but not so long that the other side has closed them meanwhile
const keepAlive = { keepAliveTimeout: 2000, keepAliveMaxTimeout: 30_000, connections: 64 }
const agents: Record<'verifying' | 'trusting', Agent> = {
  verifying: new Agent(keepAlive),
  trusting: new Agent({ ...keepAlive, connect: { rejectUnauthorized: false } }),
}

const redirects = new Set([301, 302, 303, 307, 308])
const most = 10

/** Sends a request over kept-alive connections. No answer is an answer too, with status −1 and the reason. */
export async function send(wanted: HttpRequest): Promise<Answer> {
  const started = performance.now()
  let at: URL
  try {
    at = new URL(wanted.url)
  } catch {
    return none(wanted.url, `Request failed: <urlopen error unknown url: ${wanted.url}>`, started)
  }
  if (at.protocol !== 'http:' && at.protocol !== 'https:') {
    return none(wanted.url, `Request failed: <urlopen error unknown url type: ${at.protocol.slice(0, -1)}>`, started)
  }
  const signal = AbortSignal.any([wanted.signal, AbortSignal.timeout(wanted.timeoutMs)])
  let method = wanted.method
  let body = wanted.body
  let shownUrl = wanted.url
  const headers = Object.fromEntries(wanted.headers)
  try {
    for (let hop = 0; ; hop++) {
      await wanted.checkAddress?.(at)
      const dispatcher: Dispatcher = wanted.verifyCertificate ? agents.verifying : agents.trusting
      const response = await request(at, {
        method: method as Dispatcher.HttpMethod,
        headers: { ...headers, ...wanted.extraHeaders({ url: at.href, method }) },
        body,
        dispatcher,
        signal,
      })
      const location = response.headers.location
      const follows = redirects.has(response.statusCode) && typeof location === 'string' && mayFollow(wanted, method)
      if (!follows || hop >= most) return await answer(response, shownUrl, started)
      await response.body.dump()
      const target = new URL(location, at)
      if (target.origin !== at.origin)
        for (const name of Object.keys(headers)) if (/^(authorization|cookie)$/i.test(name)) delete headers[name]
      if (response.statusCode === 303 || (method === 'POST' && response.statusCode < 303)) {
        method = 'GET'
        body = undefined
        for (const name of Object.keys(headers)) if (/^content-/i.test(name)) delete headers[name]
      }
      at = target
      shownUrl = target.href
    }
  } catch (error) {
    if (wanted.signal.aborted) throw wanted.signal.reason
    return none(shownUrl, reason(error as Error), started)
  }
}

const mayFollow = ({ followRedirects }: HttpRequest, method: string): boolean => {
  if (followRedirects === 'all' || followRedirects === 'yes' || followRedirects === 'true') return true
  if (followRedirects === 'none' || followRedirects === 'no' || followRedirects === 'false') return false
  return method === 'GET' || method === 'HEAD'
}

async function answer(response: Dispatcher.ResponseData, url: string, started: number): Promise<Answer> {
  const body = await response.body.text()
  const headers = new Map<string, string>()
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const setCookie = response.headers['set-cookie'] ?? []
  const cookies = (Array.isArray(setCookie) ? setCookie : [setCookie]).map((cookie): [string, string] => {
    const [name = '', ...value] = (cookie.split(';')[0] ?? '').split('=')
    return [name.trim(), value.join('=')]
  })
  const { statusCode: status } = response
  const message =
    status < 300
      ? `OK (${headers.get('content-length') ?? 'unknown'} bytes)`
      : `HTTP Error ${status}: ${STATUS_CODES[status] ?? ''}`
  return { status, message, url, headers, cookies, body, elapsedMs: performance.now() - started }
}

function reason(error: Error & { code?: string; cause?: unknown }): string {
  const code = error.code ?? (error.cause as { code?: string } | undefined)?.code
  if (error.name === 'TimeoutError' || code === 'UND_ERR_CONNECT_TIMEOUT') return 'Connection failure: timed out'
  if (code === 'ECONNREFUSED') return 'Request failed: <urlopen error [Errno 111] Connection refused>'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'Request failed: <urlopen error [Errno -2] Name or service not known>'
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET')
    return 'Connection failure: [Errno 104] Connection reset by peer'
  return `Request failed: ${error.message}`
}

const none = (url: string, message: string, started: number): Answer => ({
  status: -1,
  message,
  url,
  headers: new Map(),
  cookies: [],
  body: '',
  elapsedMs: performance.now() - started,
})
