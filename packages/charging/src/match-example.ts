/** Compares an answer with the `response_shape` of a line of ocs-examples.jsonl, for tests. */

type Context = { now: Date; keys: Map<string, unknown> }

/** Undefined when the answer has the shape, else where it differs. */
export function mismatch(shape: unknown, answer: unknown, now: Date): string | undefined {
  return compare(shape, answer, '$', { now, keys: new Map() })
}

function compare(shape: unknown, answer: unknown, path: string, context: Context): string | undefined {
  if (path === '$' && shape === null) return undefined
  if (isEmptyish(shape) && isEmptyish(answer)) return undefined
  if (isMap(shape) && 'any_of' in shape) return compareAnyOf(shape.any_of as unknown[], answer, path, context)
  if (isMap(shape) && 'unordered' in shape) return compareUnordered(shape.unordered as unknown[], answer, path)
  if (typeof shape === 'string') return matchesText(shape, answer, context) ? undefined : differ(path, shape, answer)
  if (typeof shape === 'number') {
    const isClose = typeof answer === 'number' && Math.abs(answer - shape) <= (Number.isInteger(shape) ? 0 : 1e-4)
    return isClose ? undefined : differ(path, shape, answer)
  }
  if (Array.isArray(shape)) {
    if (!Array.isArray(answer) || answer.length !== shape.length) return differ(path, shape, answer)
    return firstOf(shape.map((item, index) => compare(item, answer[index], `${path}[${index}]`, context)))
  }
  if (isMap(shape)) {
    if (!isMap(answer)) return differ(path, shape, answer)
    return firstOf(
      Object.entries(shape).map(([key, item]) =>
        compare(item, member(answer, keyFor(key, answer, context)), `${path}.${key}`, context),
      ),
    )
  }
  return shape === answer ? undefined : differ(path, shape, answer)
}

/** The key that `<key1>` stands for: the one met before, else the only one that there is. */
function keyFor(key: string, answer: Record<string, unknown>, { keys }: Context): string {
  const placeholder = /^<(key.+)>$/.exec(key)?.[1]
  if (placeholder === undefined) return key
  const known = keys.get(placeholder) ?? Object.keys(answer)[0] ?? ''
  keys.set(placeholder, known)
  return String(known)
}

/** `Factor` of revision 0.10 is `Factors` in this engine. */
function member(answer: Record<string, unknown>, key: string): unknown {
  return key === 'Factor' ? (answer.Factor ?? answer.Factors) : answer[key]
}

function compareAnyOf(shapes: unknown[], answer: unknown, path: string, context: Context): string | undefined {
  const results = shapes.map((one) => compare(one, answer, path, context))
  return results.some((result) => result === undefined) ? undefined : results[0]
}

function compareUnordered(items: unknown[], answer: unknown, path: string): string | undefined {
  const sort = (list: unknown[]) => JSON.stringify(list.map((item) => JSON.stringify(item)).sort())
  return Array.isArray(answer) && sort(items) === sort(answer) ? undefined : differ(path, items, answer)
}

function matchesText(shape: string, answer: unknown, { now, keys }: Context): boolean {
  const placeholder = /^<(.+)>$/.exec(shape)?.[1]
  if (placeholder === undefined) return shape === answer
  if (placeholder === 'uuid' || placeholder === 'string' || placeholder === 'node id') return isText(answer)
  if (placeholder === 'integer') return Number.isInteger(answer)
  if (placeholder === 'time') return isText(answer) && !Number.isNaN(Date.parse(answer))
  if (placeholder === 'EventCost object as JSON text') return isEventCost(answer)
  if (placeholder.startsWith('starts:')) return isText(answer) && answer.startsWith(placeholder.slice(7))
  if (placeholder.startsWith('approx:')) return Math.abs(Number(answer) - Number(placeholder.slice(7))) <= 1e-4
  if (placeholder.startsWith('key')) {
    const known = keys.get(placeholder)
    keys.set(placeholder, known ?? answer)
    return known === undefined ? isText(answer) : known === answer
  }
  const expected = namedTime(placeholder, now)
  if (expected === undefined) return shape === answer
  return isText(answer) && Math.abs(Date.parse(answer) - expected.getTime()) <= 60_000
}

/** JSON text of charges whose steps add up to the cost (section 11.7). */
function isEventCost(answer: unknown): boolean {
  if (!isText(answer)) return false
  const { Cost, Charges, Accounting } = JSON.parse(answer) as {
    Cost: number
    Charges: { CompressFactor: number; Increments: { Cost: number; CompressFactor: number; AccountingID: string }[] }[]
    Accounting: Record<string, object>
  }
  const steps = Charges.flatMap((charge) =>
    charge.Increments.map((one) => ({ ...one, times: one.CompressFactor * charge.CompressFactor })),
  )
  const total = steps.reduce((sum, one) => sum + one.Cost * one.times, 0)
  return Math.abs(total - Cost) <= 1e-4 && steps.every(({ AccountingID }) => AccountingID in Accounting)
}

function namedTime(name: string, now: Date): Date | undefined {
  const hours = /^now\+(\d+)h$/.exec(name)
  if (name === 'now') return now
  if (hours !== null) return new Date(now.getTime() + Number(hours[1]) * 3_600_000)
  if (name === 'now+1 calendar month') {
    const later = new Date(now)
    later.setUTCMonth(later.getUTCMonth() + 1)
    return later
  }
  if (name !== 'next midnight UTC') return undefined
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1))
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isEmptyish(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0)
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function firstOf(results: (string | undefined)[]): string | undefined {
  return results.find((result) => result !== undefined)
}

function differ(path: string, shape: unknown, answer: unknown): string {
  return `${path}: expected ${JSON.stringify(shape)}, got ${JSON.stringify(answer)}`
}
