import { floatText, text } from './text.ts'
import { defined, Float, float, integer, isDict, isList, TemplateError, type Value } from './values.ts'

/** `json.loads` of Python: `1.0` stays a float, large integers stay exact, keys keep their order. */
export function parseJson(source: string): Value {
  let at = 0
  const skip = () => {
    while (at < source.length && ' \t\n\r'.includes(source[at] as string)) at++
  }
  const fail = (): never => {
    throw new SyntaxError(`Unexpected character at position ${at} of the JSON text`)
  }
  const word = (name: string, value: Value): Value => {
    if (!source.startsWith(name, at)) return fail()
    at += name.length
    return value
  }
  const stringAt = (): string => {
    const start = at
    at++
    while (at < source.length && source[at] !== '"') at += source[at] === '\\' ? 2 : 1
    if (at >= source.length) fail()
    at++
    return JSON.parse(source.slice(start, at)) as string
  }
  const numeral = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y
  const numberAt = (): Value => {
    numeral.lastIndex = at
    const match = numeral.exec(source)
    if (!match) return fail()
    at += match[0].length
    return match[1] || match[2] ? float(Number(match[0])) : integer(BigInt(match[0]))
  }
  const valueAt = (): Value => {
    skip()
    const first = source[at]
    if (first === '"') return stringAt()
    if (first === '{') {
      const dict = new Map<Value, Value>()
      at++
      skip()
      if (source[at] === '}') {
        at++
        return dict
      }
      for (;;) {
        skip()
        if (source[at] !== '"') return fail()
        const key = stringAt()
        skip()
        if (source[at] !== ':') return fail()
        at++
        dict.set(key, valueAt())
        skip()
        const next = source[at++]
        if (next === '}') return dict
        if (next !== ',') return fail()
      }
    }
    if (first === '[') {
      const list: Value[] = []
      at++
      skip()
      if (source[at] === ']') {
        at++
        return list
      }
      for (;;) {
        list.push(valueAt())
        skip()
        const next = source[at++]
        if (next === ']') return list
        if (next !== ',') return fail()
      }
    }
    if (first === 't') return word('true', true)
    if (first === 'f') return word('false', false)
    if (first === 'n') return word('null', null)
    return numberAt()
  }
  const value = valueAt()
  skip()
  return at === source.length ? value : fail()
}

export type JsonStyle = {
  indent?: number
  sortKeys?: boolean
  itemSeparator?: string
  keySeparator?: string
  ascii?: boolean
}

/** `json.dumps` of Python, by default with its separators and non-ASCII escaped. */
export function dumpJson(value: Value, style: JsonStyle = {}): string {
  const { indent, sortKeys = false, keySeparator = ': ', ascii = true } = style
  const itemSeparator = style.itemSeparator ?? (indent === undefined ? ', ' : ',')
  const wrap = (open: string, close: string, members: string[], depth: number): string => {
    if (members.length === 0) return open + close
    if (indent === undefined) return open + members.join(itemSeparator) + close
    const inner = `\n${' '.repeat(indent * (depth + 1))}`
    return `${open}${inner}${members.join(itemSeparator.trimEnd() + inner)}\n${' '.repeat(indent * depth)}${close}`
  }
  const dump = (value: Value, depth: number): string => {
    const it = defined(value)
    if (it === null) return 'null'
    if (typeof it === 'boolean') return String(it)
    if (typeof it === 'string') return quote(it, ascii)
    if (typeof it === 'bigint') return it.toString()
    if (it instanceof Float) return jsonFloat(it.value)
    if (typeof it === 'number') return Number.isSafeInteger(it) ? String(it) : jsonFloat(it)
    if (isList(it)) {
      return wrap(
        '[',
        ']',
        [...it].map((member) => dump(member, depth + 1)),
        depth,
      )
    }
    if (isDict(it)) {
      let entries = [...it]
      if (sortKeys) entries = entries.sort(([a], [b]) => (text(a) < text(b) ? -1 : 1))
      const members = entries.map(
        ([key, member]) => quote(keyText(key), ascii) + keySeparator + dump(member, depth + 1),
      )
      return wrap('{', '}', members, depth)
    }
    throw new TemplateError('Object is not JSON serializable')
  }
  return dump(value, 0)
}

const jsonFloat = (value: number): string =>
  Number.isFinite(value) ? floatText(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'

const keyText = (key: Value): string => (key === null ? 'null' : typeof key === 'boolean' ? String(key) : text(key))

function quote(value: string, ascii: boolean): string {
  const quoted = JSON.stringify(value)
  if (!ascii) return quoted
  return quoted.replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
