import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Subscriber = Record<string, unknown>
type Reply = { status: number; body?: unknown }

/** A subscriber server of PyHSS's shape on a port of its own, and an ENUM server of PowerDNS's beside it. */
export type SmallHss = {
  url: string
  /** by IMSI */
  subscribers: Map<string, Subscriber>
  /** by IMSI */
  imsSubscribers: Map<string, Subscriber>
  /** records by name */
  enumRecords: Map<string, unknown>
  /** from now on every call is answered with this status; undefined: as it should be */
  answerWith(status: number | undefined): void
  /** called with each PUT of a subscriber before it is answered */
  onPut(listener: (imsi: string) => Promise<void>): void
  close(): Promise<void>
}

export async function startSmallHss(): Promise<SmallHss> {
  const subscribers = new Map<string, Subscriber>()
  const imsSubscribers = new Map<string, Subscriber>()
  const enumRecords = new Map<string, unknown>()
  const ids = new Map<string, number>()
  let failure: number | undefined
  let listener: (imsi: string) => Promise<void> = async () => {}

  const idOf = (imsi: string): number => {
    const id = ids.get(imsi) ?? ids.size + 1
    ids.set(imsi, id)
    return id
  }
  /** subscribers are named by IMSI or by the id that the look-up answers */
  const imsiOf = (path: string): string => {
    const key = decodeURIComponent(path.split('/').at(-1) ?? '')
    return [...ids].find(([, id]) => String(id) === key)?.[0] ?? key
  }

  const subscriberCall = (method: string, path: string, body: Subscriber): Reply => {
    const imsi = imsiOf(path)
    if (method === 'PUT') subscribers.set(imsi, body)
    const known = subscribers.get(imsi)
    if (!known) return { status: 404, body: { error: 'no such subscriber' } }
    if (method === 'PATCH') subscribers.set(imsi, { ...known, ...body })
    if (method === 'DELETE') subscribers.delete(imsi)
    return { status: 200, body: { ...(subscribers.get(imsi) ?? { result: 'OK' }), subscriber_id: idOf(imsi) } }
  }
  const imsCall = (method: string, path: string, body: Subscriber): Reply => {
    const imsi = method === 'PUT' ? String(body.imsi) : imsiOf(path)
    if (method === 'PUT') imsSubscribers.set(imsi, body)
    if (!imsSubscribers.has(imsi)) return { status: 404, body: { error: 'no such subscriber' } }
    if (method === 'DELETE') imsSubscribers.delete(imsi)
    return { status: 200, body: { ims_subscriber_id: idOf(imsi), imsi } }
  }
  const enumCall = (body: Subscriber): Reply => {
    for (const set of body.rrsets as { name: string; changetype: string; records?: unknown }[]) {
      if (set.changetype === 'DELETE') enumRecords.delete(set.name)
      else enumRecords.set(set.name, set.records)
    }
    return { status: 204 }
  }

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const body = await bodyOf(request)
    const { method = '', url = '' } = request
    if (method === 'PUT' && url.startsWith('/subscriber/')) await listener(imsiOf(url))
    if (failure !== undefined) return { status: failure, body: { error: 'the database of the HSS is down' } }
    if (url.startsWith('/api/v1/servers/')) return enumCall(body)
    return url.startsWith('/ims_subscriber') ? imsCall(method, url, body) : subscriberCall(method, url, body)
  }
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(body === undefined ? undefined : JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    subscribers,
    imsSubscribers,
    enumRecords,
    answerWith(status) {
      failure = status
    },
    onPut(next) {
      listener = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<Subscriber> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : {}
}
