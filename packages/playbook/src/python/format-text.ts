import { printf } from './arithmetic.ts'
import { memberOf } from './member.ts'
import { text } from './text.ts'
import {
  defined,
  isDict,
  isFloat,
  isInteger,
  isNumber,
  type Keywords,
  TemplateError,
  typeName,
  type Value,
} from './values.ts'

/** `'...{}...{name:>8}'.format(...)` of Python: fields by order, position or name, with members and a format. */
export function formatText(template: string, args: Value[], keywords: Keywords): string {
  let next = 0
  return template.replace(
    /\{\{|\}\}|\{([^{}:!]*)(?:!([rs]))?(?::([^{}]*))?\}/g,
    (whole, field: string, _conversion: string, layout: string | undefined) => {
      if (whole === '{{') return '{'
      if (whole === '}}') return '}'
      const [name = '', ...path] = field.split(/[.[]/)
      const key = name === '' ? String(next++) : name
      let value: Value | undefined = /^\d+$/.test(key) ? args[Number(key)] : keywords[key]
      if (value === undefined)
        throw new TemplateError(`Replacement index ${key} out of range for positional args tuple`)
      for (const part of path) value = partOf(value, part.replace(/\]$/, ''))
      return laidOut(defined(value), layout ?? '')
    },
  )
}

function partOf(owner: Value, name: string): Value {
  const found = memberOf(owner, /^\d+$/.test(name) && !isDict(owner) ? Number(name) : name)
  if (found === undefined) throw new TemplateError(`'${typeName(owner)} object' has no attribute '${name}'`)
  return found
}

function laidOut(value: Value, layout: string): string {
  const match = /^(?:(.)?([<>^=]))?([-+ ]?)#?(0?)(\d*)(,?)(?:\.(\d+))?([a-zA-Z%]?)$/.exec(layout)
  if (!match) throw new TemplateError('Invalid format specifier')
  const [, fill = ' ', align, sign, zero, width, comma, precision, kind] = match
  let shown = text(value)
  if (isNumber(value) && (kind || precision || comma)) {
    const type = kind || (isInteger(value) ? 'd' : 'g')
    shown =
      type === '%'
        ? `${printf(`%.${precision ?? 6}f`, Number(text(value)) * 100)}%`
        : printf(`%${precision === undefined ? '' : `.${precision}`}${type === 'n' ? 'd' : type}`, value)
    if (comma) shown = shown.replace(/^-?\d+/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ','))
  } else if (precision !== undefined && typeof value === 'string') shown = shown.slice(0, Number(precision))
  if (sign === '+' && (isFloat(value) || isInteger(value)) && !shown.startsWith('-')) shown = `+${shown}`
  const room = Math.max(0, Number(width || 0) - shown.length)
  const padding = (zero && !align ? '0' : fill).repeat(room)
  const side = align ?? (isNumber(value) ? '>' : '<')
  if (side === '<') return shown + padding
  if (side === '^') return padding.slice(0, Math.floor(room / 2)) + shown + padding.slice(Math.floor(room / 2))
  return zero && shown.startsWith('-') ? `-${padding}${shown.slice(1)}` : padding + shown
}
