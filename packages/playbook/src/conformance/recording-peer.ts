import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseJson } from '../python/json.ts'
import { repr } from '../python/text.ts'
import type { Header, PeerAnswer } from './read-case.ts'

export type Recorded = { method: string; url: string; headers: Record<string, string>; body: string }

// what the two clients' libraries add by themselves, and what differs from one run to the next
const incidental = new Set([
  'host',
  'connection',
  'content-length',
  'accept-encoding',
  'transfer-encoding',
  'keep-alive',
])

/** An HTTP peer that keeps what it was asked and answers what a playbook's header says. */
export async function startRecordingPeer(answers: Header['answers'] = {}) {
  const requests: Recorded[] = []
  const asked = new Map<string, number>()
  const server = createServer((request, response) => {
    take(request, response).catch(() => request.socket.destroy())
  })
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = '', url = '' } = request
    requests.push({ method, url, headers: kept(request), body: canonical(Buffer.concat(chunks).toString('utf8')) })
    const key = `${method} ${url}`
    const wanted = answers[key] ?? answers[`${method} ${url.split('?')[0]}`] ?? {}
    const turn = asked.get(key) ?? 0
    asked.set(key, turn + 1)
    const answer: PeerAnswer = Array.isArray(wanted) ? (wanted[Math.min(turn, wanted.length - 1)] ?? {}) : wanted
    if (answer.hang_up) request.socket.destroy()
    else send(response, answer)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { requests, port, url: `http://127.0.0.1:${port}`, close }
}

function send(response: ServerResponse, { status = 200, body = { ok: true }, headers = {} }: PeerAnswer) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const type = typeof body === 'string' ? 'text/plain' : 'application/json'
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text), ...headers })
  response.end(status === 204 || status === 304 ? undefined : text)
}

const kept = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers)
      .filter(([name]) => !incidental.has(name))
      .map(([name, value]) => [name, String(value)])
      .sort(([a = ''], [b = '']) => a.localeCompare(b)),
  )

/** A JSON body as Python shows it, so that spacing does not count but 15 and 15.0 differ. */
function canonical(body: string): string {
  try {
    return `JSON ${repr(parseJson(body))}`
  } catch {
    return body
  }
}
