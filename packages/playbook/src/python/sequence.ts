import { defined, isDict, isList, TemplateError, Tuple, typeName, type Value } from './values.ts'

/** The members of anything that Python can iterate: a list, the keys of a dict, the characters of a text. */
export function iterate(value: Value): Value[] {
  const it = defined(value)
  if (isList(it)) return it
  if (isDict(it)) return [...it.keys()]
  if (typeof it === 'string') return [...it]
  throw new TemplateError(`'${typeName(it)}' object is not iterable`)
}

/** `len(value)`. */
export function length(value: Value): number {
  const it = defined(value)
  if (isDict(it)) return it.size
  if (isList(it)) return it.length
  if (typeof it === 'string') return [...it].length
  throw new TemplateError(`object of type '${typeName(it)}' has no len()`)
}

/** `value[start:stop:step]`. */
export function slice(value: Value, bounds: { start: Value; stop: Value; step: Value }): Value {
  const it = defined(value)
  if (typeof it !== 'string' && !isList(it)) throw new TemplateError(`'${typeName(it)}' object is not subscriptable`)
  const members: Value[] = typeof it === 'string' ? [...it] : it
  const step = bound(bounds.step) ?? 1
  if (step === 0) throw new TemplateError('slice step cannot be zero')
  const size = members.length
  const clamp = (index: number, low: number, high: number) =>
    Math.min(Math.max(index < 0 ? index + size : index, low), high)
  const start = bound(bounds.start)
  const stop = bound(bounds.stop)
  const from =
    start === undefined ? (step > 0 ? 0 : size - 1) : clamp(start, step > 0 ? 0 : -1, step > 0 ? size : size - 1)
  const to = stop === undefined ? (step > 0 ? size : -1) : clamp(stop, step > 0 ? 0 : -1, step > 0 ? size : size - 1)
  const out: Value[] = []
  for (let index = from; step > 0 ? index < to : index > to; index += step) out.push(members[index] as Value)
  if (typeof it === 'string') return out.join('')
  return it instanceof Tuple ? Tuple.from(out) : out
}

function bound(value: Value): number | undefined {
  const it = defined(value)
  if (it === null) return undefined
  if (typeof it === 'number' && Number.isInteger(it)) return it
  if (typeof it === 'boolean') return Number(it)
  throw new TemplateError('slice indices must be integers or None or have an __index__ method')
}
