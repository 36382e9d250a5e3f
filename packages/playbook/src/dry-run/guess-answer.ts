import type { HttpRequest } from '../modules/http.ts'
import { toPlain } from '../python/plain.ts'
import type { FieldRead } from './fields-read.ts'

/**
 * A JSON answer that lets a playbook go on: what JSON-RPC answers when all is well, what was sent, and every field that the
 * playbook reads of it, with the value that it asks for or one that fits the field's name.
 */
export function guessAnswer(request: HttpRequest, fields: FieldRead[]): unknown {
  const sent = jsonOf(request.body)
  const isCall = isObject(sent) && typeof sent.method === 'string' && 'params' in sent
  let answer: unknown = isCall ? { id: null, result: 'OK', error: null } : isObject(sent) ? { ...sent } : {}
  for (const field of fields) answer = withField(answer, field.path, field)
  return answer
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function jsonOf(body: HttpRequest['body']): unknown {
  try {
    return body === undefined ? undefined : JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

function withField(value: unknown, path: (string | number)[], field: FieldRead): unknown {
  const [step, ...rest] = path
  if (step === undefined) return leaf(value, field)
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...value] : []
    while (list.length <= Math.min(step, 9)) list.push({})
    if (step < list.length) list[step] = withField(list[step], rest, { ...field, path: rest })
    return list
  }
  const object = isObject(value) ? value : {}
  const below = withField(object[step], rest, rest.length === 0 ? { ...field, path: [step] } : field)
  return { ...object, [step]: below }
}

function leaf(value: unknown, { path, equals, isNumber }: FieldRead): unknown {
  if (equals !== undefined) return toPlain(equals)
  const isThere = value !== undefined && !(isObject(value) && Object.keys(value).length === 0)
  if (isThere) return value
  const name = String(path.at(-1) ?? 'value')
  if (isNumber || /(^|_)(id|count|number|cost|price|amount|quantity|days|total)$/i.test(name)) return 1
  if (/^(is|has)_|enabled$|active$/i.test(name)) return true
  if (/(^|_)(date|time|timestamp|expiry|at)$/i.test(name)) return '2030-01-01T00:00:00Z'
  if (/e?mail$/i.test(name)) return 'sample@example.com'
  if (/(^|_)(url|href)$/i.test(name)) return 'http://example.com/'
  return `sample ${name}`
}
