import type { Engine } from '../engine.ts'
import type { Metrics } from '../metrics.ts'
import { type RpcRequest, readRequests, writeReply } from './envelope.ts'
import { callMethod, errorText, findMethod, type Services } from './services.ts'

/** What answers requests, whichever door they come through. */
export type Desk = {
  engine: Engine
  services: Services
  metrics: Metrics
  /** hears how long each request took */
  slowLog: (method: string, milliseconds: number) => void
}

/** NUL, which the database cannot hold, and the separator of keys (store/key.ts): both can only come escaped. */
const FORBIDDEN = /\\u00(?:00|1[fF])/
/** Half of a pair that text beyond the first 65,536 characters is escaped as. */
const SURROGATE = /\\u[dD][89a-fA-F]/

/** The replies to a body of one or more requests (sections 1.2 and 1.5), each ending in a line feed. */
export async function replyTo(desk: Desk, body: string): Promise<string[]> {
  const requests = readRequests(body)
  if (requests === undefined) return [writeReply('null', { error: 'json: request body is not a JSON object' })]
  if (FORBIDDEN.test(body)) return refuseAll(requests, 'json: invalid character NUL or unit separator')
  if (SURROGATE.test(body) && requests.some(({ params }) => hasHalfPair(params))) {
    return refuseAll(requests, 'json: invalid surrogate pair')
  }
  const [only] = requests
  if (requests.length === 1 && only !== undefined) return [await answer(desk, only)]
  return await Promise.all(requests.map((one) => answer(desk, one)))
}

async function answer({ engine, services, metrics, slowLog }: Desk, request: RpcRequest): Promise<string> {
  const started = performance.now()
  let reply: string
  let isError = false
  try {
    reply = writeReply(request.id, { result: await callMethod(engine, services, request) })
  } catch (error) {
    isError = true
    reply = writeReply(request.id, { error: errorText(engine, error, request.method) })
  }
  const milliseconds = performance.now() - started
  const known = findMethod(services, request.method) === undefined ? undefined : request.method
  metrics.answered(known, { seconds: milliseconds / 1000, isError })
  slowLog(request.method, milliseconds)
  return reply
}

function refuseAll(requests: readonly RpcRequest[], error: string): string[] {
  return requests.map(({ id }) => writeReply(id, { error }))
}

function hasHalfPair(value: unknown): boolean {
  if (typeof value === 'string') return !value.isWellFormed()
  if (Array.isArray(value)) return value.some(hasHalfPair)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, one]) => !key.isWellFormed() || hasHalfPair(one))
}
