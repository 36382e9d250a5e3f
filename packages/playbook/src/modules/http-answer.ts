import { STATUS_CODES } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Dispatcher } from 'undici'

export type Answer = {
  /** −1 when there was no answer */
  status: number
  message: string
  url: string
  headers: Map<string, string>
  cookies: [string, string][]
  body: Buffer
  elapsedMs: number
}

/** More than a play has any use for, and less than harms the server. */
export const largestBody = 16 << 20

/** An answer that is larger than playbooks take. */
class TooLarge extends Error {
  constructor(limit: number) {
    super(`the answer is larger than ${limit >> 20} MB`)
    this.name = 'TooLarge'
  }
}

/** Reads an answer to its end, unless that is too far away. */
export async function readAnswer(
  response: Dispatcher.ResponseData,
  options: { url: string; started: number; decompress: boolean; limit: number },
): Promise<Answer> {
  const { url, started, limit } = options
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += (chunk as Buffer).length
    if (size > limit) {
      response.body.destroy()
      throw new TooLarge(limit)
    }
    chunks.push(chunk as Buffer)
  }
  const headers = new Map<string, string>()
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const isZipped = options.decompress && /^(x-)?gzip$/i.test(headers.get('content-encoding') ?? '')
  const body = isZipped ? await unzipped(Buffer.concat(chunks), limit) : Buffer.concat(chunks)
  const { statusCode: status } = response
  const message =
    status < 300
      ? `OK (${headers.get('content-length') ?? 'unknown'} bytes)`
      : `HTTP Error ${status}: ${STATUS_CODES[status] ?? ''}`
  const cookies = cookiesOf(response.headers['set-cookie'] ?? [])
  return { status, message, url, headers, cookies, body, elapsedMs: performance.now() - started }
}

async function unzipped(body: Buffer, limit: number): Promise<Buffer> {
  try {
    return await promisify(gunzip)(body, { maxOutputLength: limit })
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? new TooLarge(limit) : error
  }
}

const cookiesOf = (given: string | string[]): [string, string][] =>
  (Array.isArray(given) ? given : [given]).map((cookie) => {
    const [name = '', ...value] = (cookie.split(';')[0] ?? '').split('=')
    return [name.trim(), value.join('=')]
  })

/** The answer that stands for none: status −1 and the reason. */
export const noAnswer = (url: string, message: string, started: number): Answer => ({
  status: -1,
  message,
  url,
  headers: new Map(),
  cookies: [],
  body: Buffer.alloc(0),
  elapsedMs: performance.now() - started,
})

/** Why there was no answer, in the words of Ansible where it has some. */
export function reasonOf(error: Error & { code?: string; cause?: unknown }): string {
  const code = error.code ?? (error.cause as { code?: string } | undefined)?.code ?? ''
  if (error.name === 'TimeoutError' || code === 'UND_ERR_CONNECT_TIMEOUT') return 'Connection failure: timed out'
  if (code === 'ECONNREFUSED') return 'Request failed: <urlopen error [Errno 111] Connection refused>'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'Request failed: <urlopen error [Errno -2] Name or service not known>'
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET')
    return 'Connection failure: [Errno 104] Connection reset by peer'
  if (code.startsWith('HPE_') || error.name === 'HTTPParserError')
    return `Connection failure: the answer is no HTTP (${error.message})`
  if (error.name === 'TooLarge') return `Connection failure: ${error.message}`
  return `Request failed: ${error.message}`
}
