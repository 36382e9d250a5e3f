import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fakeCards } from './fake-cards.ts'
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
  const state = {
    subscribers: network.subscribers,
    imsSubscribers: network.imsSubscribers,
    enumRecords: network.enumRecords,
    payments: cards.state,
    sites: new Map<number, Row>(),
    profiles: new Set<string>(),
    products: new Map<number, Row>(),
    customers: new Map<number, Row>(),
    inventory: new Map<number, Row>(),
    services: new Map<number, Row>(),
    transactions: new Map<number, Row>(),
    accounts: new Map<string, { balances: Row[]; disabled: boolean }>(),
    actions: new Map<string, unknown>(),
    plans: new Map<string, { accounts: Set<string>; items: unknown }>(),
    requests: [] as SeenRequest[],
    fault: (() => undefined) as Fault,
  }

  const charging = (body: Row): Row => {
    const method = String(body.method).replace(/^A[pP][iI][eE]rS?[vV]\d\./, '')
    const [params = {}] = body.params as Row[]
    const account = String(params.Account ?? '')
    const id = String(params.Id ?? params.ID ?? '')
    const ok = { id: null, result: 'OK', error: null }
    const refused = (error: string) => ({ id: null, result: null, error })
    if (method === 'SetAccount') {
      const wanted = (params.ActionPlanIds as string[] | undefined) ?? []
      if (wanted.some((plan) => !state.plans.has(plan))) return refused('SERVER_ERROR: NOT_FOUND')
      const known = state.accounts.get(account) ?? { balances: [], disabled: false }
      state.accounts.set(account, known)
      for (const [name, plan] of state.plans) {
        if (wanted.includes(name)) plan.accounts.add(account)
        else if (params.ActionPlansOverwrite) plan.accounts.delete(account)
      }
    } else if (method === 'AddBalance') {
      const known = state.accounts.get(account) ?? { balances: [], disabled: false }
      known.balances.push({ type: params.BalanceType, ...(params.Balance as Row) })
      state.accounts.set(account, known)
    } else if (method === 'RemoveBalances') {
      const known = state.accounts.get(account)
      if (!known) return refused('NOT_FOUND')
      const { ID } = params.Balance as Row
      known.balances = known.balances.filter((one) => one.ID !== ID || one.type !== params.BalanceType)
    } else if (/^Set(Filter|AttributeProfile|ResourceProfile)$/.test(method)) state.profiles.add(id)
    else if (/^Remove(Filter|AttributeProfile|ResourceProfile)$/.test(method)) {
      if (!state.profiles.delete(id)) return refused('NOT_FOUND')
    } else if (method === 'RemoveAccount') {
      state.accounts.delete(account)
      for (const plan of state.plans.values()) plan.accounts.delete(account)
    } else if (method === 'SetActions') state.actions.set(String(params.ActionsId), params.Actions)
    else if (method === 'SetActionPlan') {
      const [item = {}] = params.ActionPlan as Row[]
      if (!state.actions.has(String(item.ActionsId)))
        return refused(`SERVER_ERROR: BROKEN_REFERENCE:${String(item.ActionsId)}`)
      state.plans.set(id, { accounts: new Set(), items: params.ActionPlan })
    } else if (method === 'RemoveActionPlan') state.plans.delete(id)
    else if (method === 'GetActionPlan') {
      return state.plans.has(id) ? { id: null, result: [{ Id: id }], error: null } : refused('NOT_FOUND')
    } else if (method === 'GetScheduledActions') {
      const found = [...state.plans].filter(([, plan]) => plan.accounts.has(account))
      return found.length === 0
        ? refused('NOT_FOUND')
        : {
            id: null,
            result: found.map(([name]) => ({ ActionPlanID: name, NextRunTime: '2025-02-09T10:00:00Z' })),
            error: null,
          }
    } else if (method === 'ExecuteAction' && !state.actions.has(String(params.ActionsId))) return refused('NOT_FOUND')
    return ok
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
      by === 'service_uuid' ? [...rows.values()].find((one) => one.service_uuid === key) : rows.get(Number(key))
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
          ? { status: 200, body: charging(seen.body as Row) }
          : (network.answer(seen) ??
            (seen.path.startsWith('/sms')
              ? { status: 201, body: {} }
              : seen.path.startsWith('/mail')
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
