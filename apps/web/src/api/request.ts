import { type ApiError, apiError } from './api-error.ts'
import { buildUrl } from './build-url.ts'
import { fileNameOf } from './file-name.ts'

export type RequestTarget = { method: string; path: string; response?: unknown }
export type RequestInput = {
  params?: object
  query?: object
  body?: unknown
  /** one per user action; a retry of the same action carries the same key */
  idempotencyKey?: string
  /** bearer token; none for public calls */
  token?: string
  /** sends the CSRF cookie back, for writes that the session cookie alone authenticates */
  csrf?: boolean
  /** neither sends cookies nor takes those of the answer */
  withoutCookies?: boolean
  signal?: AbortSignal
}

/**
 * One HTTP request; answers the parsed body (for files a File under the name that the server gives it).
 * Throws ApiError for a refusal and, with status 0, when no answer came. An abort by `signal` is thrown as it is.
 */
export async function request<T>(target: RequestTarget, input: RequestInput = {}): Promise<T> {
  const answer = await fetch(buildUrl(target.path, input), {
    method: target.method,
    headers: headersOf(input),
    body: input.body === undefined ? undefined : JSON.stringify(input.body),
    credentials: input.withoutCookies ? 'omit' : 'same-origin',
    signal: input.signal,
  }).catch((thrown: unknown) => {
    if (input.signal?.aborted) throw thrown
    throw apiError(0)
  })
  if (!answer.ok) throw await errorOf(answer)
  return (target.response === 'file' ? await fileOf(answer) : await answer.json()) as T
}

/** Value of a cookie that scripts may read. */
export function readCookie(name: string): string | undefined {
  const pair = document.cookie.split('; ').find((part) => part.startsWith(`${name}=`))
  return pair && decodeURIComponent(pair.slice(name.length + 1))
}

function headersOf(input: RequestInput): Record<string, string> {
  const headers: Record<string, string> = {}
  if (input.body !== undefined) headers['Content-Type'] = 'application/json'
  if (input.token) headers.Authorization = `Bearer ${input.token}`
  if (input.idempotencyKey) headers['Idempotency-Key'] = input.idempotencyKey
  const csrfToken = input.csrf ? readCookie('csrf_token') : undefined
  if (csrfToken) headers['X-CSRF-Token'] = csrfToken
  return headers
}

async function fileOf(answer: Response): Promise<File> {
  const content = await answer.blob()
  const name = fileNameOf(answer.headers.get('Content-Disposition') ?? '')
  return new File([content], name ?? 'download', { type: content.type })
}

async function errorOf(answer: Response): Promise<ApiError> {
  const body: unknown = await answer.json().catch(() => undefined)
  return apiError(answer.status, typeof body === 'object' && body !== null ? body : undefined)
}
