import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fakeCards } from './fake-cards.ts'
import { fakeCharging } from './fake-charging.ts'
import { fakeNetwork } from './fake-network.ts'

export type SeenRequest = {
  method: string
  path: string
  body: unknown
  authorization: string | undefined
  headers: NodeJS.Dict<string | string[]>
}
type Row = Record<string, unknown>

/** What a request is answered instead, to play a fault. */
export type Fault = (request: SeenRequest) => { status: number; body?: unknown } | 'hang up' | 'answer lost' | undefined

export type FakeOperator = Awaited<ReturnType<typeof startFakeOperator>>

/** A CRM, a charging system, an HSS and an ENUM server behind one real socket, as far as plays use them. */
export async function startFakeOperator() {
  const network = fakeNetwork()
  const cards = fakeCards()
  const charging = fakeCharging()
  const state = {
    subscribers: network.subscribers,
    imsSubscribers: network.imsSubscribers,
    enumRecords: network.enumRecords,
    devices: network.devices,
    payments: cards.state,
    sites: new Map<number, Row>(),
    ...charging.state,
    products: new Map<number, Row>(),
    customers: new Map<number, Row>(),
    inventory: new Map<number, Row>(),
    services: new Map<number, Row>(),
    transactions: new Map<number, Row>(),
    requests: [] as SeenRequest[],
    fault: (() => undefined) as Fault,
  }

  const crm = ({ method, path, body }: SeenRequest): { status: number; body: unknown } => {
    const [, , resource = '', by = '', key = ''] = path.split('/')
    const rows = {
      product: state.products,
      customer: state.customers,
      inventory: state.inventory,
      service: state.services,
      transaction: state.transactions,
      site: state.sites,
    }[resource]
    if (!rows) return { status: 404, body: { message: 'no such path' } }
    const fields = (body ?? {}) as Row
    if (method === 'PUT') {
      const id = rows.size + 1234
      const row = { ...fields, [`${resource}_id`]: id, ...(resource === 'transaction' ? { void: false } : {}) }
      rows.set(id, row)
      return { status: 200, body: row }
    }
    if (method === 'GET' && resource === 'inventory' && by === 'service_id') {
      return { status: 200, body: { data: [...rows.values()].filter((row) => String(row.service_id) === key) } }
    }
    if (method === 'GET' && by === 'customer_id' && resource !== 'customer') {
      return { status: 200, body: [...rows.values()].filter((row) => String(row.customer_id) === key) }
    }
    const row =
      by === 'service_uuid' ? [...rows.values()].find((one) => one.service_uuid === key) : rows.get(Number(key || by))
    if (!row) return { status: 404, body: { message: `${resource} not found` } }
    if (method === 'PATCH') Object.assign(row, fields)
    if (method === 'DELETE' && resource === 'transaction') row.void = true
    if (method === 'DELETE' && resource === 'service') row.service_status = 'Inactive'
    return { status: 200, body: method === 'DELETE' && resource === 'service' ? { result: 'success' } : row }
  }

  const server: Server = createServer((request, response) => {
    void received(request).then((seen) => {
      state.requests.push(seen)
      const fault = state.fault(seen)
      if (fault === 'hang up') return request.socket.destroy()
      const answer =
        (fault === 'answer lost' ? undefined : fault) ??
        (seen.path === '/jsonrpc'
          ? { status: 200, body: charging.answer(seen.body as Row) }
          : (network.answer(seen) ??
            (seen.path.startsWith('/sms')
              ? { status: 201, body: {} }
              : /^\/(mail|fulfilment)/.test(seen.path)
                ? { status: 200, body: {} }
                : seen.path.startsWith('/crm/stripe')
                  ? cards.answer(seen)
                  : crm(seen))))
      // done, but nobody hears of it
      if (fault === 'answer lost') return request.socket.destroy()
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      response.end(answer.status === 204 ? undefined : JSON.stringify(answer.body ?? {}))
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...state,
    state,
    host,
    url: `http://${host}`,
    config: (more: Row = {}) => ({
      crm: { base_url: `http://${host}` },
      ocs: { cgrates: host, OCS: host, ocsTenant: 'mnc380.mcc313.3gppnetwork.org' },
      ...more,
    }),
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

async function received(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  let body: unknown = text === '' ? undefined : text
  try {
    body = JSON.parse(text)
  } catch {
    // not JSON: kept as text
  }
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    body,
    authorization: request.headers.authorization,
    headers: request.headers,
  }
}
