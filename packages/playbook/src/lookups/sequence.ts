import { mostMembers } from '../filters/most-members.ts'
import { parseKeyValues } from '../loader/key-values.ts'
import { printf } from '../python/arithmetic.ts'
import { text } from '../python/text.ts'
import { TemplateError, type Value } from '../python/values.ts'
import type { Lookup } from './lookup.ts'

type Range = { start: number; end: number | undefined; count: number | undefined; stride: number; format: string }

/** Numbers as texts: `5`, `2-10/2`, `4:host%02d`, or `start=0 end=8 stride=2 format=...`. */
export const sequenceLookup: Lookup = (terms) =>
  terms.flatMap((term): Value[] => {
    const { start, stride, format, ...given } = read(text(term))
    if (given.count === undefined && given.end === undefined) {
      throw new TemplateError('must specify count or end in with_sequence')
    }
    if (given.count !== undefined && given.end !== undefined) {
      throw new TemplateError("can't specify both count and end in with_sequence")
    }
    if (given.count === 0 || stride === 0) return []
    const end = given.end ?? start + (given.count ?? 0) * stride - 1
    if (stride > 0 && end < start) throw new TemplateError('to count backwards make stride negative')
    if (stride < 0 && end > start) throw new TemplateError("to count forward don't make stride negative")
    if (format.split('%').length !== 2) throw new TemplateError(`bad formatting string: ${format}`)
    mostMembers(Math.abs((end - start) / stride))
    const numbers: Value[] = []
    for (let at = start; stride > 0 ? at <= end : at >= end; at += stride) numbers.push(printf(format, at))
    return numbers
  })

function read(term: string): Range {
  const short = /^(?:(\d+|0x[0-9a-f]+)-)?(\d+|0x[0-9a-f]+)(?:\/(-?\d+|0x[0-9a-f]+))?(?::(.+))?$/i.exec(term)
  if (short) {
    const [, start, end, stride, format] = short
    return {
      start: start === undefined ? 1 : whole('start', start),
      end: end === undefined ? undefined : whole('end', end),
      count: undefined,
      stride: stride === undefined ? 1 : whole('stride', stride),
      format: format ?? '%d',
    }
  }
  const given = new Map([...parseKeyValues(term, { onlyRaw: false })].map(([name, value]) => [text(name), text(value)]))
  const number = (name: string): number | undefined => {
    const value = given.get(name)
    given.delete(name)
    return value === undefined ? undefined : whole(name, value)
  }
  const range = {
    start: number('start') ?? 1,
    end: number('end'),
    count: number('count'),
    stride: number('stride') ?? 1,
  }
  const format = given.get('format') ?? '%d'
  given.delete('format')
  if (given.size > 0) {
    const names = [...given.keys()].map((name) => `'${name}'`).join(', ')
    throw new TemplateError(`unrecognized arguments to with_sequence: [${names}]`)
  }
  return { ...range, format }
}

function whole(name: string, source: string): number {
  const value = /^-?(?:\d+|0x[0-9a-f]+|0o[0-7]+|0b[01]+)$/i.test(source) ? Number(source) : Number.NaN
  if (Number.isNaN(value)) throw new TemplateError(`can't parse ${name}=${source} as integer`)
  return value
}
