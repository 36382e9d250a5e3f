import { RpcError } from '../rpc/rpc-error.ts'
import { type Converter, compileConverters } from './convert-value.ts'
import { type EventView, readPath, splitPath, textOf } from './event-view.ts'

/** A value computed from an event; undefined when a path in it leads nowhere. */
export type Template = (view: EventView) => string | undefined

const compiled = new Map<string, Template>()
const MOST_KEPT = 10_000

/**
 * A constant text, or `~path` with search-and-replace rules and converters behind it:
 * `~*req.Destination:s/^\+(\d+)$/$1/{*len}` (section 14.1). Refuses bad patterns and unknown converters.
 */
export function compileTemplate(text: string): Template {
  const known = compiled.get(text)
  if (known !== undefined) return known
  const made = compile(text)
  // Texts come from profiles, of which there are few kinds; the bound is against clients that invent them.
  if (compiled.size >= MOST_KEPT) compiled.clear()
  compiled.set(text, made)
  return made
}

/** The field that a plain `~*req.Field` names, or undefined for anything less plain. */
export function plainField(element: string): string | undefined {
  return /^~\*req\.([^.[\]:{<]+)$/.exec(element)?.[1]
}

function compile(text: string): Template {
  if (!text.startsWith('~')) return constant(text)
  const converterAt = /\{(\*[^{}]*)\}$/.exec(text)
  const converters = converterAt === null ? [] : compileConverters(converterAt[1] ?? '')
  const body = converterAt === null ? text.slice(1) : text.slice(1, converterAt.index)
  const ruleAt = body.search(/:s\//)
  const path = compilePath(ruleAt < 0 ? body : body.slice(0, ruleAt))
  const replacements = ruleAt < 0 ? [] : compileReplacements(body.slice(ruleAt), text)
  return (view) => {
    const raw = textOf(readPath(view, path(view)))
    if (raw === undefined) return undefined
    const replaced = replacements.reduce((value, replace) => replace(value), raw)
    return convert(replaced, converters, view.lookups.now)
  }
}

function constant(text: string): Template {
  const converterAt = /\{(\*[^{}]*)\}$/.exec(text)
  if (converterAt === null) return () => text
  const converters = compileConverters(converterAt[1] ?? '')
  const value = text.slice(0, converterAt.index)
  return (view) => convert(value, converters, view.lookups.now)
}

function convert(value: string, converters: readonly Converter[], now: Date): string {
  return converters.reduce((text, converter) => converter(text, now), value)
}

/** A path whose parts may hold a path of their own: `*accounts.<~*req.Account>.Disabled`. */
function compilePath(text: string): (view: EventView) => readonly string[] {
  if (!text.includes('<')) {
    const path = splitPath(text)
    return () => path
  }
  const segments = (text.match(/(?:<[^<>]*>|[^.])+/g) ?? []).map((segment) => {
    const inner = /^<(~.+)>$/.exec(segment)?.[1]
    const template = inner === undefined ? undefined : compileTemplate(inner)
    const plain = splitPath(segment)
    return (view: EventView) => (template === undefined ? plain : [template(view) ?? ''])
  })
  return (view) => segments.flatMap((segment) => segment(view))
}

/** `:s/pattern/template/` once or more: where the pattern matches, the value becomes the filled template. */
function compileReplacements(text: string, whole: string): ((value: string) => string)[] {
  const rules = [...text.matchAll(/:s\/((?:[^/\\]|\\.)*)\/((?:[^/\\]|\\.)*)\/?/g)]
  if (rules.length === 0 || rules.map(([rule]) => rule).join('') !== text) {
    throw new RpcError(`invalid Search&Replace rule in: <${whole}>`)
  }
  return rules.map(([, pattern = '', template = '']) => {
    const search = compilePattern(pattern)
    return (value) => {
      const match = search.exec(value)
      if (match === null) return value
      return template.replace(
        /\$(?:\{(\d+)\}|(\d))/g,
        (_, long?: string, short?: string) => match[Number(long ?? short)] ?? '',
      )
    }
  })
}

/** A regular expression of Go's notation; a leading `(?i)` becomes the flag. Refuses what cannot be read. */
export function compilePattern(pattern: string): RegExp {
  try {
    const flags = /^\(\?([ims]+)\)/.exec(pattern)
    return flags === null ? new RegExp(pattern) : new RegExp(pattern.slice(flags[0].length), flags[1])
  } catch {
    throw new RpcError(`error parsing regexp: ${pattern}`)
  }
}
