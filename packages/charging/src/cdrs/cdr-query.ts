import type { Engine } from '../engine.ts'
import { anything, type Bound, freeMap, integer, type Member, optional, text, textList } from '../rpc/bind-members.ts'
import { readDecimal } from '../rpc/read-values.ts'
import { parseTimeExpression } from '../times/parse-time-expression.ts'
import { readUsage } from './cdr-fields.ts'
import type { CdrCondition } from './select-cdrs.ts'

/** Members that name a list, with the column each one limits; every one has a `Not...` twin (section 9.3). */
const LISTS = {
  CGRIDs: 'cgrid',
  RunIDs: 'run_id',
  OriginIDs: 'origin_id',
  OriginHosts: 'origin_host',
  Sources: 'source',
  ToRs: 'tor',
  RequestTypes: 'request_type',
  Tenants: 'tenant',
  Categories: 'category',
  Accounts: 'account',
  Subjects: 'subject',
} as const
type ListName = keyof typeof LISTS

/** Members that name a time: start inclusive, end exclusive. */
const TIMES = {
  SetupTime: 'setup_time',
  AnswerTime: 'answer_time',
  CreatedAt: 'created_at',
  UpdatedAt: 'created_at',
} as const
const ORDERS: Record<string, string> = {
  OrderID: 'order_id',
  AnswerTime: 'answer_time',
  SetupTime: 'setup_time',
  Usage: 'usage',
  Cost: 'cost',
}

const listMembers = Object.fromEntries(
  Object.keys(LISTS).flatMap((name) => [
    [name, textList],
    [`Not${name}`, textList],
  ]),
) as Record<ListName | `Not${ListName}`, Member<string[]>>
const timeMembers = Object.fromEntries(
  Object.keys(TIMES).flatMap((name) => [
    [`${name}Start`, text],
    [`${name}End`, text],
  ]),
) as Record<`${keyof typeof TIMES}${'Start' | 'End'}`, Member<string>>

export const queryMembers = {
  ...listMembers,
  ...timeMembers,
  DestinationPrefixes: textList,
  NotDestinationPrefixes: textList,
  Costs: anything,
  ExtraFields: freeMap,
  NotExtraFields: freeMap,
  MinUsage: text,
  MaxUsage: text,
  ExtraArgs: freeMap,
  OrderBy: text,
  Limit: optional(integer),
  Offset: integer,
}
export type CdrQuery = Bound<typeof queryMembers>

/** The SQL condition of a query; values are always parameters. */
export function conditionOf(engine: Engine, query: CdrQuery): CdrCondition {
  const values: unknown[] = []
  const parts: string[] = []
  const add = (sql: (parameter: string) => string, value: unknown) => parts.push(sql(`$${values.push(value)}`))
  for (const [name, column] of Object.entries(LISTS) as [ListName, string][]) {
    if (query[name].length > 0) add((p) => `${column} = any(${p}::text[])`, query[name])
    if (query[`Not${name}`].length > 0) add((p) => `not ${column} = any(${p}::text[])`, query[`Not${name}`])
  }
  for (const [name, column] of Object.entries(TIMES) as [keyof typeof TIMES, string][]) {
    const from = parseTimeExpression(query[`${name}Start`], engine.now())
    const until = parseTimeExpression(query[`${name}End`], engine.now())
    if (from !== null) add((p) => `${column} >= ${p}`, from)
    if (until !== null) add((p) => `${column} < ${p}`, until)
  }
  const startsWithAny = (p: string) => `exists (select 1 from unnest(${p}::text[]) x where starts_with(destination, x))`
  if (query.DestinationPrefixes.length > 0) add(startsWithAny, query.DestinationPrefixes)
  if (query.NotDestinationPrefixes.length > 0) add((p) => `not ${startsWithAny(p)}`, query.NotDestinationPrefixes)
  for (const [name, value] of Object.entries(query.ExtraFields)) add((p) => `extra_fields @> ${p}`, { [name]: value })
  for (const [name, value] of Object.entries(query.NotExtraFields)) {
    add((p) => `not extra_fields @> ${p}`, { [name]: value })
  }
  if (query.MinUsage !== '') add((p) => `usage >= ${p}`, readUsage(query.MinUsage).toString())
  if (query.MaxUsage !== '') add((p) => `usage < ${p}`, readUsage(query.MaxUsage).toString())
  if (Array.isArray(query.Costs) && query.Costs.length > 0) {
    const costs = query.Costs.map((cost) => readDecimal(cost, 'Costs').toString())
    add((p) => `cost = any(${p}::numeric[])`, costs)
  }
  const extra = (name: string) => {
    const value = query.ExtraArgs[name]
    return value === undefined || value === null ? undefined : readDecimal(value, name).toString()
  }
  for (const [name, sql] of [
    ['OrderIDStart', 'order_id >='],
    ['OrderIDEnd', 'order_id <'],
    ['MinCost', 'cost >='],
    ['MaxCost', 'cost <'],
  ] as const) {
    const value = extra(name)
    if (value !== undefined) add((p) => `${sql} ${p}::numeric`, value)
  }
  return { sql: parts.length === 0 ? 'true' : parts.join(' and '), values }
}

/** `AnswerTime;desc` as SQL; order of storage decides between equals. */
export function orderOf(query: CdrQuery): string {
  const [name = '', direction] = query.OrderBy.split(';')
  const column = Object.hasOwn(ORDERS, name) ? ORDERS[name] : 'order_id'
  const suffix = direction === 'desc' ? 'desc' : 'asc'
  return `${column} ${suffix} nulls last, order_id ${suffix}`
}

/** The names that `APIerSv1.GetCDRs` used, with today's. */
const OLD_NAMES = new Map<string, keyof CdrQuery>([
  ['mediationrunids', 'RunIDs'],
  ['cdrhosts', 'OriginHosts'],
  ['cdrsources', 'Sources'],
  ['reqtypes', 'RequestTypes'],
  ['timestart', 'AnswerTimeStart'],
  ['timeend', 'AnswerTimeEnd'],
])

/** The argument of the old form in today's names. */
export function translateOldNames(argument: unknown): unknown {
  if (typeof argument !== 'object' || argument === null) return argument
  return Object.fromEntries(
    Object.entries(argument).map(([name, value]) => [OLD_NAMES.get(name.toLowerCase()) ?? name, value]),
  )
}
