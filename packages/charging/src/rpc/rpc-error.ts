/** An error whose text goes to the client as it stands: the `error` member of a reply is a plain string (section 1.4). */
export class RpcError extends Error {
  override name = 'RpcError'

  /** Without a stack: it is an answer, not a fault, and gathering the stack would cost more than the request. */
  constructor(message: string) {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = stackTraceLimit
  }
}

export const notFound = () => new RpcError('NOT_FOUND')
export const serverError = (inner: string) => new RpcError(`SERVER_ERROR: ${inner}`)

/**
 * Throws `MANDATORY_IE_MISSING: [A B]` when a named member is an empty text, an empty list or map, or absent
 * (section 2.2). Numbers and booleans are never reported missing.
 */
export function requireMembers<T extends object>(members: T, names: readonly (keyof T & string)[]): void {
  const missing = names.filter((name) => isEmpty(members[name]))
  if (missing.length > 0) throw new RpcError(`MANDATORY_IE_MISSING: [${missing.join(' ')}]`)
}

/** True for what the mandatory check takes as missing. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.keys(value).length === 0
}
