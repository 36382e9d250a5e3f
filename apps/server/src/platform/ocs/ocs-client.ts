import { DomainError, upstreamFailed } from '../errors.ts'
import type { Platform } from '../platform.ts'

/** The charging system answered, but with an error of its own such as `NOT_FOUND`. */
export class OcsRefusal extends DomainError {
  override name = 'OcsRefusal'
  /** the error as the charging system words it, without `SERVER_ERROR: ` */
  readonly reason: string
  constructor(method: string, reason: string) {
    super(502, 'ocs_refused', `The charging system refused ${method}: ${reason}`)
    this.reason = reason
  }
}

const TIMEOUT_MS = 10_000

/**
 * Calls one JSON-RPC method of the charging system, embedded or not, over a kept-alive connection; answers its `result`.
 * Throws OcsRefusal when it answers with an error, and 502 when it cannot be reached or answers nonsense.
 */
export async function callOcs(
  platform: Pick<Platform, 'config' | 'addresses'>,
  method: string,
  argument: Record<string, unknown>,
): Promise<unknown> {
  let answer: { result?: unknown; error?: unknown }
  try {
    const response = await fetch(`http://${ocsAddress(platform)}/jsonrpc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: 1, method, params: [argument] }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    answer = (await response.json()) as typeof answer
  } catch {
    throw upstreamFailed('The charging system does not answer')
  }
  if (typeof answer.error === 'string' && answer.error !== '') {
    throw new OcsRefusal(method, answer.error.replace(/^SERVER_ERROR: /, ''))
  }
  return answer.result
}

/** The same, with undefined where the charging system knows no such thing. */
export async function lookUpInOcs(
  platform: Pick<Platform, 'config' | 'addresses'>,
  method: string,
  argument: Record<string, unknown>,
): Promise<unknown> {
  try {
    return await callOcs(platform, method, argument)
  } catch (error) {
    if (error instanceof OcsRefusal && error.reason === 'NOT_FOUND') return undefined
    throw error
  }
}

/** `host:port` of the charging system as this process reaches it. */
export function ocsAddress({ config, addresses }: Pick<Platform, 'config' | 'addresses'>): string {
  if (addresses.ocsPort === undefined) return config.ocs.cgrates
  const [host = 'localhost'] = config.ocs.cgrates.split(':')
  return `${host === 'localhost' || host === '0.0.0.0' ? '127.0.0.1' : host}:${addresses.ocsPort}`
}
