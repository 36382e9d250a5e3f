/**
 * A refused or failed request.
 * `status` 0 means that no answer came (network down, request aborted by the browser); `field` names the input at fault.
 */
export type ApiError = Error & { kind: 'api'; status: number; code: string; field?: string }

type ErrorBody = { message?: unknown; error?: unknown; Reason?: unknown; code?: unknown; field?: unknown }

/** Makes an ApiError of a status and what the server said. */
export function apiError(status: number, body?: ErrorBody): ApiError {
  const text = [body?.message, body?.error, body?.Reason].find((part) => typeof part === 'string' && part !== '')
  return Object.assign(new Error(typeof text === 'string' ? text : ''), {
    kind: 'api' as const,
    status,
    code: typeof body?.code === 'string' ? body.code : `http_${status}`,
    field: typeof body?.field === 'string' ? body.field : undefined,
  })
}

/** Tells an ApiError from other failures. */
export function isApiError(thrown: unknown): thrown is ApiError {
  return thrown instanceof Error && 'kind' in thrown && thrown.kind === 'api'
}

/** True when nobody can tell whether the write happened: only then may a retry reuse its key. */
export function isOutcomeUnknown(thrown: unknown): boolean {
  if (!isApiError(thrown)) return true
  return thrown.status === 0 || thrown.status === 408 || thrown.status === 429 || thrown.status >= 500
}

type Translate = (key: string) => string

/** The sentence to show: the server's own, otherwise one for the status. Never only a code. */
export function reasonOf(thrown: unknown, t: Translate): string {
  if (!isApiError(thrown)) return t('common:error.unexpected')
  if (thrown.message) return thrown.message
  if (thrown.status === 0) return t('common:error.offline')
  if (thrown.status === 403) return t('common:error.forbidden')
  if (thrown.status === 404) return t('common:error.not_found')
  return t('common:error.server')
}
