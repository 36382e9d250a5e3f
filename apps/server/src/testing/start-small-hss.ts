import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Subscriber = Record<string, unknown>

/** A subscriber server of PyHSS's shape on a port of its own. */
export type SmallHss = {
  url: string
  subscribers: Map<string, Subscriber>
  /** from now on every call is answered with this status; undefined: as it should be */
  answerWith(status: number | undefined): void
  /** called with each PUT before it is answered */
  onPut(listener: (imsi: string) => Promise<void>): void
  close(): Promise<void>
}

export async function startSmallHss(): Promise<SmallHss> {
  const subscribers = new Map<string, Subscriber>()
  let failure: number | undefined
  let listener: (imsi: string) => Promise<void> = async () => {}
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const imsi = decodeURIComponent((request.url ?? '').replace('/subscriber/', ''))
      const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : {}
      const reply = (status: number, answer: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
      }
      if (request.method === 'PUT') await listener(imsi)
      if (failure !== undefined) return reply(failure, { error: 'the database of the HSS is down' })
      if (request.method === 'PUT') subscribers.set(imsi, body)
      const known = subscribers.get(imsi)
      if (!known) return reply(404, { error: 'no such subscriber' })
      if (request.method === 'PATCH') subscribers.set(imsi, { ...known, ...body })
      if (request.method === 'DELETE') subscribers.delete(imsi)
      return reply(200, subscribers.get(imsi) ?? { result: 'OK' })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    subscribers,
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
