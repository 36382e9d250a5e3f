import { join } from 'node:path'
import { parseJson } from '../python/json.ts'
import { text } from '../python/text.ts'
import type { Dict, Value } from '../python/values.ts'
import { booleanArgument, listArgument, textArgument, unknownArguments } from './arguments.ts'
import { writeContent } from './copy.ts'
import type { HttpRequest } from './http.ts'
import type { Answer } from './http-answer.ts'
import { failure, type Module, type ModuleContext, type ModuleOutcome, outcome } from './module.ts'
import { requestOf } from './uri-request.ts'

const known = [
  'url',
  'method',
  'headers',
  'body',
  'body_format',
  'src',
  'dest',
  'mode',
  'creates',
  'removes',
  'status_code',
  'return_content',
  'validate_certs',
  'user',
  'url_username',
  'password',
  'url_password',
  'force_basic_auth',
  'client_cert',
  'client_key',
  'timeout',
  'follow_redirects',
  'http_agent',
  'use_proxy',
  'force',
  'decompress',
  'remote_src',
  'unredirected_headers',
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
  if (!/^[A-Z]+$/.test(method)) {
    return failure("Parameter 'method' needs to be a single word in uppercase, like GET or POST.")
  }
  const needless = await isNeedless(args, context)
  if (needless) return needless
  let wanted: HttpRequest
  try {
    wanted = await requestOf(args, { url, method, context, statuses })
  } catch (error) {
    return failure((error as Error).message)
  }
  const invocation = shownRequest(args, { url, method, headers: wanted.headers, statuses })
  const answer = await context.send(wanted)
  const done = result(answer, { args, url, statuses })
  return { ...(await saved(done, answer, { args, statuses, context })), invocation }
}

async function isNeedless(args: Dict, { files }: ModuleContext): Promise<ModuleOutcome | undefined> {
  const creates = textArgument(args, 'creates')
  const removes = textArgument(args, 'removes')
  const there = (path: string) => files.stat(path, { follow: true })
  const skip = (why: string) => outcome({ stdout: `skipped, since '${why}`, changed: false })
  if (creates !== undefined && (await there(creates))) return skip(`${creates}' exists`)
  if (removes !== undefined && !(await there(removes))) return skip(`${removes}' does not exist`)
  return undefined
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
  const wrong = `Status code was ${answer.status} and not [${statuses.join(', ')}]: ${answer.message}`
  const shown: Dict = new Map<Value, Value>([
    ['redirected', answer.url !== url],
    ['url', answer.url],
    ['status', answer.status],
    ['elapsed', Math.floor(answer.elapsedMs / 1000)],
    ['changed', false],
    ['msg', expected ? answer.message : wrong],
  ])
  const { cookies } = answer
  if (answer.status > 0 && answer.status < 300) {
    shown.set('cookies', new Map<Value, Value>(cookies))
    shown.set('cookies_string', cookies.map(([name, value]) => `${name}=${value}`).join('; '))
  }
  for (const [name, value] of answer.headers) shown.set(name.toLowerCase().replaceAll('-', '_'), value)
  const location = answer.headers.get('location')
  if (location !== undefined && URL.canParse(location, answer.url))
    shown.set('location', new URL(location, answer.url).href)
  const subtype = /^[^/;]+\/(?:[^;+]*\+)?([^;\s]+)/.exec(answer.headers.get('content-type') ?? '')?.[1] ?? ''
  const body = answer.body.toString('utf8')
  if (jsonSubtype.test(subtype.toLowerCase())) {
    try {
      shown.set('json', parseJson(body))
    } catch {
      // a body that is no JSON although it says so: the result simply has no `json`
    }
  }
  if (booleanArgument(args, 'return_content', false)) shown.set('content', body)
  if (!expected) shown.set('failed', true)
  return { result: shown }
}

/** Puts an expected answer where `dest` says. */
async function saved(
  done: ModuleOutcome,
  answer: Answer,
  options: { args: Dict; statuses: number[]; context: ModuleContext },
): Promise<ModuleOutcome> {
  const { args, statuses, context } = options
  const wanted = textArgument(args, 'dest')
  if (wanted === undefined || !statuses.includes(answer.status) || answer.status === 304) return done
  const isFolder = wanted.endsWith('/') || (await context.files.stat(wanted, { follow: true }))?.kind === 'directory'
  const dest = isFolder ? join(wanted, nameOf(answer)) : wanted
  const { result: written } = await writeContent(answer.body, { args, context, dest, src: undefined })
  if (written.get('failed') === true) return { result: written }
  done.result.set('path', written.get('dest') ?? dest)
  done.result.set('changed', true)
  return done
}

/** A file name for an answer: what it calls itself, or the end of its address. */
export function nameOf({ headers, url }: Answer): string {
  const named = /filename="?([^";]+)"?/i.exec(headers.get('content-disposition') ?? '')?.[1]
  const last = (named ?? new URL(url).pathname).split('/').at(-1) ?? ''
  return last === '' || last.startsWith('.') ? 'index.html' : last
}
