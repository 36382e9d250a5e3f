import type { Engine } from '../engine.ts'
import { type Bound, bindMembers, type Members } from './bind-members.ts'
import type { RpcRequest } from './envelope.ts'
import { RpcError, serverError } from './rpc-error.ts'

/** Takes element 0 of `params`, answers the result or throws an RpcError. */
export type Method = (engine: Engine, argument: unknown) => unknown
export type Methods = Record<string, Method>
export type Services = Map<string, Map<string, Method>>

/** A method whose argument is an object with these members. */
export function method<M extends Members>(members: M, run: (engine: Engine, argument: Bound<M>) => unknown): Method {
  return (engine, argument) => run(engine, bindMembers(argument, members))
}

/** `Service.Method` to what answers it; later entries of one service replace earlier methods of the same name. */
export function buildServices(entries: readonly (readonly [service: string, methods: Methods])[]): Services {
  const services: Services = new Map()
  for (const [service, methods] of entries) {
    const known = services.get(service) ?? new Map<string, Method>([['Ping', () => 'Pong']])
    for (const [name, one] of Object.entries(methods)) known.set(name, one)
    services.set(service, known)
  }
  return services
}

/** What answers `Service.Method`; undefined when nothing does. */
export function findMethod(services: Services, name: string): Method | undefined {
  const dot = name.lastIndexOf('.')
  return services.get(name.slice(0, Math.max(0, dot)))?.get(name.slice(dot + 1))
}

/** Finds and runs a request's method; the transport-level refusals are those of section 1.8. */
export async function callMethod(engine: Engine, services: Services, request: RpcRequest): Promise<unknown> {
  const dot = request.method.lastIndexOf('.')
  if (dot < 0) throw new RpcError(`rpc: service/method request ill-formed: ${request.method}`)
  const service = services.get(request.method.slice(0, dot))
  if (service === undefined) throw new RpcError(`rpc: can't find service ${request.method}`)
  const found = service.get(request.method.slice(dot + 1))
  if (found === undefined) throw new RpcError(`rpc: can't find method ${request.method}`)
  if (!request.paramsSent) throw new RpcError('jsonrpc: request body missing params')
  if (!Array.isArray(request.params)) {
    throw new RpcError(`json: cannot unmarshal ${typeof request.params} into Go value of type [1]interface {}`)
  }
  return await found(engine, request.params[0])
}

/** The `error` text for anything thrown: what is not meant for the client is logged and named without its details. */
export function errorText(engine: Engine, error: unknown, method: string): string {
  if (error instanceof RpcError) return error.message
  engine.log.error({ err: error, method }, 'charging request failed')
  return isConnectionFailure(error) ? 'NO_DATABASE_CONNECTION' : serverError('internal error').message
}

function isConnectionFailure(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('08') || code.startsWith('57P') || ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND'].includes(code)
}
