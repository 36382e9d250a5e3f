import { DateTime, dateTimeRepr, dateTimeText, TimeDelta, timeDeltaRepr, timeDeltaText } from './date-time.ts'
import { defined, Float, isDict, isList, Namespace, Tuple, Undefined, type Value } from './values.ts'

/** `str(value)` of Python. */
export function text(value: Value): string {
  const it = defined(value)
  if (it instanceof DateTime) return dateTimeText(it)
  if (it instanceof TimeDelta) return timeDeltaText(it)
  return typeof it === 'string' ? it : repr(it)
}

/** What a template prints: None as nothing, anything else as `str` does. */
export const printed = (value: Value): string => (value === null ? '' : text(value))

/** `repr(value)` of Python: what a list or dict shows of its members. */
export function repr(value: Value): string {
  if (value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value.toString() : floatText(value)
  if (value instanceof Float) return floatText(value.value)
  if (value instanceof Undefined) return `AnsibleUndefined(hint=None, obj=missing, name=${quoted(value.lookedFor)})`
  if (value instanceof Tuple) {
    const members = [...value].map(repr)
    return members.length === 1 ? `(${members[0]},)` : `(${members.join(', ')})`
  }
  if (isList(value)) return `[${value.map(repr).join(', ')}]`
  if (isDict(value)) return `{${[...value].map(([key, member]) => `${repr(key)}: ${repr(member)}`).join(', ')}}`
  if (value instanceof DateTime) return dateTimeRepr(value)
  if (value instanceof TimeDelta) return timeDeltaRepr(value)
  if (value instanceof Namespace) return `<Namespace ${repr(value.members)}>`
  return '<function>'
}

/** A float as Python prints it: the shortest digits that read back, exponents below 1e-4 and from 1e16 on. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const size = Math.abs(value)
  if (size >= 1e16 || size < 1e-4) {
    const [digits, exponent = '0'] = value.toExponential().split('e')
    const power = Number(exponent)
    return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
  }
  const plain = String(value)
  return plain.includes('.') ? plain : `${plain}.0`
}

const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }

function quoted(value: string): string {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'"
  const body = value.replace(/[\\\n\r\t'"\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u00a0]/gu, (character) => {
    const known = escapes[character]
    if (known) return known
    if (character === quote) return `\\${quote}`
    if (character === "'" || character === '"') return character
    const code = character.codePointAt(0) ?? 0
    if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`
    if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`
    return `\\U${code.toString(16).padStart(8, '0')}`
  })
  return `${quote}${body}${quote}`
}
