import { dumpJson, parseJson } from '../python/json.ts'
import { text } from '../python/text.ts'
import { type Dict, isDict, isList, TemplateError, type Value } from '../python/values.ts'
import { booleanArgument, listArgument, textArgument, unknownArguments } from './arguments.ts'
import { type Answer, send } from './http.ts'
import { failure, type Module, type ModuleContext, type ModuleOutcome } from './module.ts'

const known = [
  'url',
  'method',
  'headers',
  'body',
  'body_format',
  'status_code',
  'return_content',
  'validate_certs',
  'user',
  'url_username',
  'password',
  'url_password',
  'force_basic_auth',
  'timeout',
  'follow_redirects',
  'http_agent',
  'use_proxy',
  'force',
  'decompress',
]
const jsonSubtype = /^(json|javascript)$/

/** Sends an HTTP request and fails when the answer's status is not an expected one (200 unless told otherwise). */
export const uriModule: Module = async (args, context) => {
  const unknown = unknownArguments(args, known, 'uri')
  if (unknown !== undefined) return failure(unknown)
  const url = textArgument(args, 'url')
  if (url === undefined) return failure('missing required arguments: url')
  const expected = listArgument(args, 'status_code').map((status) => Number(text(status)))
  if (expected.some(Number.isNaN)) return failure('argument status_code is of the wrong type: an integer is required')
  const statuses = expected.length === 0 ? [200] : expected
  const method = (textArgument(args, 'method') ?? 'GET').toUpperCase()
  const headers = requestHeaders(args)
  const body = requestBody(args, headers)
  if (body instanceof TemplateError) return failure(body.message)
  const invocation = shownRequest(args, { url, method, headers, statuses })
  const answer = await send({ url, method, headers, body, ...connection(args), ...guards(context, headers) })
  return { ...result(answer, { args, url, statuses }), invocation }
}

const guards = (context: ModuleContext, given: Map<string, string>) => ({
  signal: context.signal,
  checkAddress: context.checkAddress,
  extraHeaders: (request: { url: string; method: string }) =>
    Object.fromEntries(Object.entries(context.requestHeaders(request)).filter(([name]) => !hasHeader(given, name))),
})

const connection = (args: Dict) => ({
  timeoutMs: Number(textArgument(args, 'timeout') ?? 30) * 1000,
  verifyCertificate: booleanArgument(args, 'validate_certs', true),
  followRedirects: (textArgument(args, 'follow_redirects') ?? 'safe').toLowerCase(),
})

const hasHeader = (headers: Map<string, string>, name: string): boolean =>
  [...headers.keys()].some((key) => key.toLowerCase() === name.toLowerCase())

function requestHeaders(args: Dict): Map<string, string> {
  const headers = new Map<string, string>()
  const given = args.get('headers') ?? null
  if (isDict(given)) for (const [name, value] of given) headers.set(text(name), text(value ?? ''))
  const user = textArgument(args, 'url_username', 'user')
  if (user !== undefined && booleanArgument(args, 'force_basic_auth', false)) {
    const password = textArgument(args, 'url_password', 'password') ?? ''
    headers.set('Authorization', `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`)
  }
  if (!hasHeader(headers, 'User-Agent'))
    headers.set('User-Agent', textArgument(args, 'http_agent') ?? 'ansible-httpget')
  return headers
}

/** The body's text; a mapping or list is JSON, also without `body_format`. */
function requestBody(args: Dict, headers: Map<string, string>): string | undefined | TemplateError {
  const body = args.get('body') ?? null
  const format = (textArgument(args, 'body_format') ?? 'raw').toLowerCase()
  const type = (value: string) => {
    if (!hasHeader(headers, 'Content-Type')) headers.set('Content-Type', value)
  }
  if (format === 'form-urlencoded') {
    type('application/x-www-form-urlencoded')
    return typeof body === 'string' || body === null ? (body ?? undefined) : formEncoded(body)
  }
  if (format === 'form-multipart') return new TemplateError('body_format form-multipart is not known here')
  if (format !== 'json' && !isDict(body) && !isList(body)) return body === null ? undefined : text(body)
  if (format === 'json' || isDict(body) || isList(body)) type('application/json')
  return typeof body === 'string' ? body : dumpJson(body)
}

function formEncoded(body: Value): string {
  const pairs = isDict(body) ? [...body] : isList(body) ? body.map((pair) => (isList(pair) ? pair : [pair, ''])) : []
  const form = new URLSearchParams()
  for (const [name = '', value = ''] of pairs) {
    for (const one of isList(value) ? value : [value]) if (one !== null) form.append(text(name), text(one))
  }
  return form.toString()
}

function shownRequest(
  args: Dict,
  request: { url: string; method: string; headers: Map<string, string>; statuses: number[] },
): Dict {
  const hidden = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER'
  const shown: Dict = new Map(args)
  for (const name of ['password', 'url_password']) if (shown.has(name)) shown.set(name, hidden)
  shown.set('url', request.url)
  shown.set('method', request.method)
  shown.set('headers', new Map(request.headers))
  shown.set('status_code', request.statuses)
  return new Map([['module_args', shown]])
}

function result(answer: Answer, options: { args: Dict; url: string; statuses: number[] }): ModuleOutcome {
  const { args, url, statuses } = options
  const expected = statuses.includes(answer.status)
  const shown: Dict = new Map<Value, Value>([
    ['redirected', answer.url !== url],
    ['url', answer.url],
    ['status', answer.status],
    ['elapsed', Math.floor(answer.elapsedMs / 1000)],
    ['changed', false],
    [
      'msg',
      expected
        ? answer.message
        : `Status code was ${answer.status} and not [${statuses.join(', ')}]: ${answer.message}`,
    ],
  ])
  const cookies: [string, string][] = answer.cookies
  if (answer.status > 0 && answer.status < 300) {
    shown.set('cookies', new Map<Value, Value>(cookies))
    shown.set('cookies_string', cookies.map(([name, value]) => `${name}=${value}`).join('; '))
  }
  for (const [name, value] of answer.headers) shown.set(name.toLowerCase().replaceAll('-', '_'), value)
  const subtype = /^[^/;]+\/(?:[^;+]*\+)?([^;\s]+)/.exec(answer.headers.get('content-type') ?? '')?.[1] ?? ''
  if (jsonSubtype.test(subtype.toLowerCase())) {
    try {
      shown.set('json', parseJson(answer.body))
    } catch {
      // a body that is no JSON although it says so: the result simply has no `json`
    }
  }
  if (booleanArgument(args, 'return_content', false)) shown.set('content', answer.body)
  if (!expected) shown.set('failed', true)
  return { result: shown }
}
