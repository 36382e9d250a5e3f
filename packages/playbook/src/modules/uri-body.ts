import { randomBytes } from 'node:crypto'
import { basename, extname, resolve } from 'node:path'
import { dumpJson } from '../python/json.ts'
import { text } from '../python/text.ts'
import { type Dict, isDict, isList, type Value } from '../python/values.ts'
import { textArgument } from './arguments.ts'
import type { ModuleContext } from './module.ts'

export type Body = { content: string | Buffer | undefined; type: string | undefined }

// also what Python's client says of any body whose type nobody has given
const form = 'application/x-www-form-urlencoded'

/** What a request carries and the type that goes with it. Throws an Error with the reason when it cannot be made. */
export async function requestBody(args: Dict, context: ModuleContext): Promise<Body> {
  const body = args.get('body') ?? null
  const src = textArgument(args, 'src')
  const format = (textArgument(args, 'body_format') ?? 'raw').toLowerCase()
  if (src !== undefined) {
    if (body !== null) throw new Error('parameters are mutually exclusive: body|src')
    return { content: await fileOf(src, context), type: form }
  }
  if (format === 'form-urlencoded') {
    const content = typeof body === 'string' || body === null ? (body ?? undefined) : formEncoded(body)
    return { content, type: form }
  }
  if (format === 'form-multipart') return multipart(body, context)
  // a mapping or list is JSON, also without `body_format`
  if (format !== 'json' && !isDict(body) && !isList(body)) {
    return body === null ? { content: undefined, type: undefined } : { content: text(body), type: form }
  }
  return { content: typeof body === 'string' ? body : dumpJson(body), type: 'application/json' }
}

async function fileOf(name: string, { searchPath, files }: ModuleContext): Promise<Buffer> {
  for (const path of searchPath.flatMap((folder) => [resolve(folder, 'files', name), resolve(folder, name)])) {
    if (await files.stat(path, { follow: true }).catch(() => undefined)) return files.read(path)
  }
  throw new Error(`Could not find or access '${name}'`)
}

function formEncoded(body: Value): string {
  const pairs = isDict(body) ? [...body] : isList(body) ? body.map((pair) => (isList(pair) ? pair : [pair, ''])) : []
  const form = new URLSearchParams()
  for (const [name = '', value = ''] of pairs) {
    for (const one of isList(value) ? value : [value]) if (one !== null) form.append(text(name), text(one))
  }
  return form.toString()
}

const types: Record<string, string> = {
  '.txt': 'text/plain',
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.zip': 'application/zip',
}

/** `multipart/form-data`: a text or `{filename, content, mime_type}` for each field. */
async function multipart(body: Value, context: ModuleContext): Promise<Body> {
  if (!isDict(body)) throw new Error('body must be mapping, cannot be type str')
  const boundary = `==============${randomBytes(10).toString('hex')}==`
  const parts: Buffer[] = []
  for (const [field, value] of [...body].sort(([a], [b]) => (text(a) < text(b) ? -1 : 1))) {
    parts.push(Buffer.from(`--${boundary}\r\n`), await part(text(field), value, context), Buffer.from('\r\n'))
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`))
  return { content: Buffer.concat(parts), type: `multipart/form-data; boundary="${boundary}"` }
}

async function part(field: string, value: Value, context: ModuleContext): Promise<Buffer> {
  const disposition = (filename: string | undefined) =>
    `Content-Disposition: form-data; name="${inQuotes(field)}"${filename === undefined ? '' : `; filename="${inQuotes(basename(filename))}"`}\r\n\r\n`
  if (!isDict(value)) return Buffer.from(`Content-Type: text/plain\r\n${disposition(undefined)}${text(value)}`)
  const filename = textArgument(value, 'filename')
  const given = textArgument(value, 'content')
  if (filename === undefined && given === undefined)
    throw new Error('at least one of filename or content must be provided')
  const type = oneLine(textArgument(value, 'mime_type') ?? types[extname(filename ?? '')] ?? 'application/octet-stream')
  if (given !== undefined) return Buffer.from(`Content-Type: ${type}\r\n${disposition(filename)}${given}`)
  const content = await fileOf(filename ?? '', context)
  const encoded = (content.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')
  return Buffer.from(
    `Content-Transfer-Encoding: base64\r\nContent-Type: ${type}\r\n${disposition(filename)}${encoded}\r\n`,
  )
}

const oneLine = (value: string): string => value.replace(/[\r\n]+/g, ' ')
const inQuotes = (value: string): string => oneLine(value).replaceAll('"', '%22')
