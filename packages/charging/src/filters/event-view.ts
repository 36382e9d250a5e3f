import { isMap } from '../rpc/read-values.ts'

/** What filters and templates can look up beside the event itself. */
export type Lookups = {
  now: Date
  /** destinations that a number belongs to, with the lengths of the matched prefixes */
  destinationsOf: (number: string) => ReadonlyMap<string, number>
  /** whether an instant lies inside a stored timing; false for an unknown one */
  isInTiming: (timingId: string, at: Date) => boolean
  /** an account in the form of GetAccount, by its name in the event's tenant */
  account: (name: string) => object | undefined
  /** a resource as `{TotalUsage, AvailableUsage, Usages}`, by its ID in the event's tenant */
  resource: (id: string) => object | undefined
}

/** An event as filters and templates see it: `~*req.Field`, `~*opts.*x`, `~*vars.x`, `~*accounts.id...`, `~*resources.id...`. */
export type EventView = {
  readonly req: Readonly<Record<string, unknown>>
  readonly opts: Readonly<Record<string, unknown>>
  readonly vars?: Readonly<Record<string, unknown>>
  readonly lookups: Lookups
}

/** For events that stand alone: nothing can be looked up. */
export function noLookups(now: Date): Lookups {
  return {
    now,
    destinationsOf: () => new Map(),
    isInTiming: () => false,
    account: () => undefined,
    resource: () => undefined,
  }
}

/** The value at a path such as `*req.Sub.Field[0]`; undefined when it is not there. */
export function readPath(view: EventView, path: readonly string[]): unknown {
  const [source = '', ...rest] = path
  if (source === '*req') return walk(view.req, rest)
  if (source === '*asm') return walk(view.req, rest)
  if (source === '*opts') return walk(view.opts, rest)
  if (source === '*vars') return walk(view.vars ?? {}, rest)
  const [name = '', ...members] = rest
  if (source === '*accounts') return walk(view.lookups.account(name), members)
  if (source === '*resources') return walk(view.lookups.resource(name), members)
  return undefined
}

/** Cuts a path at its dots; `x[0]` becomes `x` and `0`. */
export function splitPath(path: string): string[] {
  return path.split('.').flatMap((part) => {
    const indexed = /^(.+)\[(\d+)\]$/.exec(part)
    return indexed === null ? [part] : [indexed[1] ?? '', indexed[2] ?? '']
  })
}

/** A value as text, the way the wire would print it; undefined for what is absent or null. */
export function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  if (typeof value === 'number') return plainNumber(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Digits without an exponent. */
function plainNumber(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString()
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}

function walk(start: unknown, path: readonly string[]): unknown {
  let value = start
  for (const part of path) {
    if (Array.isArray(value)) value = elementOf(value, part)
    else if (isMap(value) && Object.hasOwn(value, part)) value = value[part]
    else return undefined
  }
  return value
}

/** An element by its place, or by its ID, as balances are named. */
function elementOf(list: readonly unknown[], part: string): unknown {
  return /^\d+$/.test(part) ? list[Number(part)] : list.find((one) => isMap(one) && one.ID === part)
}
