import { isMap } from './read-values.ts'

/** One request of a body. `id` is JSON text, echoed exactly as it was sent (section 1.3). */
export type RpcRequest = { id: string; method: string; params: unknown; paramsSent: boolean }

type ReviverContext = { source?: string }
type SourceParser = (
  text: string,
  reviver: (key: string, value: unknown, context: ReviverContext) => unknown,
) => unknown
const parseWithSource = JSON.parse as SourceParser
const rawJson = (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON

/**
 * The requests in an HTTP body: one object, or several written one after another.
 * Undefined when the body is not that (malformed, empty, or an array: there is no batch).
 */
export function readRequests(body: string): RpcRequest[] | undefined {
  const single = parseObject(body)
  if (single !== undefined) return [toRequest(single, body)]
  const texts = splitObjects(body)
  if (texts === undefined || texts.length < 2) return undefined
  const requests: RpcRequest[] = []
  for (const text of texts) {
    const value = parseObject(text)
    if (value === undefined) return undefined
    requests.push(toRequest(value, text))
  }
  return requests
}

/** A reply: always the three members, in this order, one of the last two null (section 1.4). */
export function writeReply(id: string, outcome: { result: unknown } | { error: string }): string {
  const result = 'result' in outcome ? JSON.stringify(outcome.result) : 'null'
  const error = 'error' in outcome ? JSON.stringify(outcome.error) : 'null'
  return `{"id":${id},"result":${escapeLikeGo(result)},"error":${escapeLikeGo(error)}}\n`
}

const GO_ESCAPES: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/** These five only occur inside strings of JSON text, so replacing them in the whole text is safe. */
function escapeLikeGo(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (character) => GO_ESCAPES[character] ?? character)
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isMap(value) ? value : undefined
  } catch {
    return undefined
  }
}

function toRequest(envelope: Record<string, unknown>, body: string): RpcRequest {
  const idKey = memberName(envelope, 'id')
  const method = envelope[memberName(envelope, 'method') ?? '']
  const params = envelope[memberName(envelope, 'params') ?? '']
  return {
    id: idKey === undefined ? 'null' : idText(idKey, envelope[idKey], body),
    method: typeof method === 'string' ? method : '',
    params,
    paramsSent: params !== undefined && params !== null,
  }
}

function memberName(envelope: Record<string, unknown>, name: string): string | undefined {
  if (Object.hasOwn(envelope, name)) return name
  return Object.keys(envelope).find((key) => key.toLowerCase() === name)
}

/** A number such as 12345678901234567890 or 1.0 would change on its way through a JavaScript number; its text does not. */
function idText(key: string, value: unknown, body: string): string {
  if (typeof value === 'string' || value === null || typeof value === 'boolean')
    return escapeLikeGo(JSON.stringify(value))
  if (Number.isSafeInteger(value) && new RegExp(`"${key}"\\s*:\\s*${value}\\s*[,}]`).test(body)) return String(value)
  const exact = parseWithSource(body, (_, one, { source }) =>
    typeof one === 'number' && source !== undefined ? rawJson(source) : one,
  ) as Record<string, unknown>
  return escapeLikeGo(JSON.stringify(exact[key]))
}

/** Cuts `{...}{...}` into its objects, minding braces inside strings. */
function splitObjects(body: string): string[] | undefined {
  const texts: string[] = []
  let depth = 0
  let start = 0
  let inString = false
  for (let at = 0; at < body.length; at++) {
    const character = body[at]
    if (inString) {
      if (character === '\\') at++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') depth++
    else if ((character === '}' || character === ']') && --depth === 0) {
      texts.push(body.slice(start, at + 1))
      start = at + 1
    }
  }
  return depth === 0 && !inString && body.slice(start).trim() === '' ? texts : undefined
}
