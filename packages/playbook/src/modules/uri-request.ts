import { text } from '../python/text.ts'
import { type Dict, isDict } from '../python/values.ts'
import { booleanArgument, textArgument } from './arguments.ts'
import type { HttpRequest } from './http.ts'
import { largestBody } from './http-answer.ts'
import { basicAuthorization, type Login } from './http-auth.ts'
import type { ModuleContext } from './module.ts'
import { requestBody } from './uri-body.ts'

const redirectChoices = ['all', 'no', 'none', 'safe', 'urllib2', 'yes', 'true', 'false']

/** The request that a task's arguments describe; what `get_url` has in common with `uri`. */
export async function requestOf(
  args: Dict,
  options: { url: string; method: string; context: ModuleContext; statuses: number[]; largest?: number },
): Promise<HttpRequest> {
  const { method, context } = options
  const headers = new Map<string, string>()
  const given = args.get('headers') ?? null
  if (isDict(given)) for (const [name, value] of given) headers.set(text(name), text(value ?? ''))
  const { url, login } = loginOf(args, options.url)
  if (login && booleanArgument(args, 'force_basic_auth', false)) headers.set('Authorization', basicAuthorization(login))
  if (!hasHeader(headers, 'User-Agent'))
    headers.set('User-Agent', textArgument(args, 'http_agent') ?? 'ansible-httpget')
  const body = await requestBody(args, context)
  const isMultipart = body.type?.startsWith('multipart/') ?? false
  if (isMultipart) for (const name of [...headers.keys()]) if (/^content-type$/i.test(name)) headers.delete(name)
  if (body.type !== undefined && !hasHeader(headers, 'Content-Type')) headers.set('Content-Type', body.type)
  const redirects = (textArgument(args, 'follow_redirects') ?? 'safe').toLowerCase()
  if (!redirectChoices.includes(redirects)) {
    throw new Error(`value of follow_redirects must be one of: all, no, none, safe, urllib2, yes, got: ${redirects}`)
  }
  return {
    url,
    method,
    headers,
    body: body.content,
    timeoutMs: Math.max(1, Number(textArgument(args, 'timeout') ?? 30) * 1000),
    verifyCertificate: booleanArgument(args, 'validate_certs', true),
    followRedirects: redirects,
    login: hasHeader(headers, 'Authorization') ? undefined : login,
    clientCertificate: await clientCertificate(args, context),
    decompress: booleanArgument(args, 'decompress', true),
    largest: options.largest ?? largestBody,
    expected: options.statuses,
    signal: context.signal,
    checkAddress: async (url) => context.checkAddress?.(url, method),
    extraHeaders: (request) =>
      Object.fromEntries(Object.entries(context.requestHeaders(request)).filter(([name]) => !hasHeader(headers, name))),
  }
}

const hasHeader = (headers: Map<string, string>, name: string): boolean =>
  [...headers.keys()].some((key) => key.toLowerCase() === name.toLowerCase())

/** Name and password from the arguments, or from `http://name:password@host`. */
function loginOf(args: Dict, url: string): { url: string; login: Login | undefined } {
  const user = textArgument(args, 'url_username', 'user')
  if (user !== undefined)
    return { url, login: { user, password: textArgument(args, 'url_password', 'password') ?? '' } }
  if (!/^https?:\/\/[^/]*@/i.test(url) || !URL.canParse(url)) return { url, login: undefined }
  const parsed = new URL(url)
  const login = { user: decodeURIComponent(parsed.username), password: decodeURIComponent(parsed.password) }
  parsed.username = ''
  parsed.password = ''
  return { url: parsed.href, login }
}

async function clientCertificate(args: Dict, { files }: ModuleContext) {
  const cert = textArgument(args, 'client_cert')
  if (cert === undefined) return undefined
  const key = textArgument(args, 'client_key') ?? cert
  return { cert: await files.read(cert), key: await files.read(key) }
}
