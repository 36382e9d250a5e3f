/**
 * An error that the caller can understand and act on: a stable code, an HTTP status, a sentence, and the field it is about.
 * Everything else that is thrown is a defect: it is logged with the request id and answered as 500 without details.
 */
export class DomainError extends Error {
  override name = 'DomainError'
  readonly status: number
  readonly code: string
  readonly field: string | undefined
  constructor(status: number, code: string, message: string, field?: string) {
    super(message)
    this.status = status
    this.code = code
    this.field = field
  }
}

/** 400: a field is missing, malformed or out of range. */
export function invalid(field: string, reason: string): DomainError {
  return new DomainError(400, 'validation_failed', `${field}: ${reason}`, field)
}

/** 401: credentials are missing, wrong, expired or revoked. Sign in again. */
export function unauthenticated(message: string): DomainError {
  return new DomainError(401, 'unauthenticated', message)
}

/** 403: known, but not allowed. Retrying does not help. */
export function forbidden(message = 'You do not have permission to do this'): DomainError {
  return new DomainError(403, 'forbidden', message)
}

/** 404: no such row, or one outside the caller's reach when telling would leak. */
export function notFound(what: string): DomainError {
  return new DomainError(404, 'not_found', `${what} not found`)
}

/** 409: the state of things forbids it; the sentence names what stands in the way. */
export function conflict(code: string, message: string, field?: string): DomainError {
  return new DomainError(409, code, message, field)
}

/** 502: a system that we depend on refused or did not answer. Retry later. */
export function upstreamFailed(message: string): DomainError {
  return new DomainError(502, 'upstream_failed', message)
}
