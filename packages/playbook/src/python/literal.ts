import { negative } from './arithmetic.ts'
import { unescapeText } from './string-literal.ts'
import { Float, float, integer, isNumber, Tuple, type Value } from './values.ts'

/**
 * `ast.literal_eval` of Python over a text, with JSON's `true`, `false` and `null` understood too, as Ansible does with the
 * result of a template. Gives undefined when the text is no literal.
 */
export function parseLiteral(source: string): { value: Value } | undefined {
  let at = 0
  const fail = (): never => {
    throw new NoLiteral()
  }
  const skip = () => {
    // inside brackets lines may break; a comment ends with its line
    for (;;) {
      while (at < source.length && ' \t\n\r\f'.includes(source[at] as string)) at++
      if (source[at] !== '#') return
      while (at < source.length && source[at] !== '\n') at++
    }
  }
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(source)
    if (!found) return undefined
    at += found[0].length
    return found[0]
  }
  const list = (close: string): { members: Value[]; comma: boolean } => {
    const members: Value[] = []
    let comma = false
    for (;;) {
      skip()
      if (source[at] === close) {
        at++
        return { members, comma }
      }
      if (members.length > 0 && !comma) fail()
      members.push(valueAt())
      skip()
      comma = source[at] === ','
      if (comma) at++
    }
  }
  const dict = (): Value => {
    const entries = new Map<Value, Value>()
    let comma = true
    for (;;) {
      skip()
      if (source[at] === '}') {
        at++
        return entries
      }
      if (!comma) fail()
      const key = valueAt()
      skip()
      if (source[at++] !== ':') fail()
      if (Array.isArray(key) || key instanceof Map) fail()
      entries.set(key instanceof Float ? key.value : key, valueAt())
      skip()
      comma = source[at] === ','
      if (comma) at++
    }
  }
  const strings = (): Value => {
    let joined = ''
    for (;;) {
      const found = match(/[uU]?(?:'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*")/y)
      if (found === undefined) return joined
      joined += unescapeText(found.replace(/^[uU]/, '').slice(1, -1))
      skip()
    }
  }
  const valueAt = (): Value => {
    skip()
    const first = source[at]
    if (first === '[') {
      at++
      return list(']').members
    }
    if (first === '{') {
      at++
      return dict()
    }
    if (first === '(') {
      at++
      const { members, comma } = list(')')
      return members.length === 1 && !comma ? (members[0] as Value) : Tuple.from(members)
    }
    if (first === "'" || first === '"' || /[uU]['"]/y.test(source.slice(at, at + 2))) return strings()
    if (first === '-' || first === '+') {
      at++
      const value = valueAt()
      if (!isNumber(value)) return fail()
      return first === '-' ? negative(value) : value
    }
    const word = match(/[A-Za-z_]\w*/y)
    if (word !== undefined) return word in words ? (words[word] as Value) : fail()
    const hex = match(/0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+/y)
    if (hex !== undefined) return integer(BigInt(hex.replaceAll('_', '')))
    const real = match(/(?:\d[\d_]*)?\.\d[\d_]*(?:[eE][-+]?\d+)?|\d[\d_]*\.(?:[eE][-+]?\d+)?|\d[\d_]*[eE][-+]?\d+/y)
    if (real !== undefined) return float(Number(real.replaceAll('_', '')))
    const whole = match(/0+|[1-9][\d_]*/y)
    return whole === undefined ? fail() : integer(BigInt(whole.replaceAll('_', '')))
  }
  try {
    const value = valueAt()
    skip()
    return at === source.length ? { value } : undefined
  } catch (error) {
    if (error instanceof NoLiteral) return undefined
    throw error
  }
}

class NoLiteral extends Error {}

const words: Record<string, Value> = { True: true, False: false, None: null, true: true, false: false, null: null }
