import type { Decimal } from '../exact-decimal.ts'
import { isMap, readBoolean, readDecimal, readMap, readText } from '../rpc/read-values.ts'
import { parseTimeExpression } from '../times/parse-time-expression.ts'
import { type Balance, type IdSet, isExpired } from './account.ts'

/** The properties of a balance that a request or action names; absent ones match anything (section 11.4). */
export type BalanceFilter = {
  uuid?: string
  id?: string
  value?: Decimal
  expiresAt?: Date | null
  weight?: number
  destinationIds?: IdSet
  ratingSubject?: string
  categories?: IdSet
  sharedGroups?: IdSet
  timingIds?: IdSet
  factors?: Record<string, number>
  disabled?: boolean
  blocker?: boolean
}

/**
 * Reads the free-form `Balance` map: keys are case-sensitive, unknown ones are ignored, numeric and boolean text is
 * converted (sections 1.6 and 3.7). That a named timing exists is looked at by the unit that writes it.
 */
export function readBalanceFilter(map: Record<string, unknown>, now: Date): BalanceFilter {
  const filter: BalanceFilter = {}
  const given = (key: string) => map[key] !== undefined && map[key] !== null
  const text = (key: string) => readText(map[key], key)
  if (given('UUID') && text('UUID') !== '') filter.uuid = text('UUID')
  if (given('ID') && text('ID') !== '') filter.id = text('ID')
  if (given('Value')) filter.value = readDecimal(map.Value, 'Value')
  if (given('ExpiryTime')) filter.expiresAt = parseTimeExpression(text('ExpiryTime'), now)
  if (given('Weight')) filter.weight = readDecimal(map.Weight, 'Weight').toNumber()
  if (given('DestinationIDs')) filter.destinationIds = readIdSet(map.DestinationIDs, 'DestinationIDs')
  if (given('RatingSubject')) filter.ratingSubject = text('RatingSubject')
  if (given('Categories')) filter.categories = readIdSet(map.Categories, 'Categories')
  if (given('SharedGroups')) filter.sharedGroups = readIdSet(map.SharedGroups, 'SharedGroups')
  if (given('TimingIDs')) filter.timingIds = readIdSet(map.TimingIDs, 'TimingIDs')
  if (given('Factors')) filter.factors = readFactors(map.Factors)
  if (given('Disabled')) filter.disabled = readBoolean(map.Disabled, 'Disabled')
  if (given('Blocker')) filter.blocker = readBoolean(map.Blocker, 'Blocker')
  return filter
}

/** `A;!B` as `{A: true, B: false}`; a map of booleans or a list of identifiers is taken too. `*zero` is the empty set. */
export function readIdSet(value: unknown, name: string): IdSet {
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([id, on]) => [id, readBoolean(on, name)]))
  const ids = readText(value, name)
    .split(';')
    .map((id) => id.trim())
    .filter((id) => id !== '' && id !== '*zero')
  return Object.fromEntries(ids.map((id) => (id.startsWith('!') ? [id.slice(1), false] : [id, true])))
}

/** Whether a balance is among those the filter names: UUID alone decides, else ID alone, else all given properties. */
export function matchesFilter(balance: Balance, filter: BalanceFilter): boolean {
  if (filter.uuid !== undefined) return balance.uuid === filter.uuid
  if (filter.id !== undefined) return balance.id === filter.id
  return (
    (filter.expiresAt === undefined || balance.expiresAt?.getTime() === filter.expiresAt?.getTime()) &&
    (filter.weight === undefined || balance.weight === filter.weight) &&
    (filter.blocker === undefined || balance.blocker === filter.blocker) &&
    (filter.disabled === undefined || balance.disabled === filter.disabled) &&
    (filter.ratingSubject === undefined || balance.ratingSubject === filter.ratingSubject) &&
    includes(balance.destinationIds, filter.destinationIds) &&
    includes(balance.categories, filter.categories) &&
    includes(balance.timingIds, filter.timingIds) &&
    includes(balance.sharedGroups, filter.sharedGroups)
  )
}

/** As matchesFilter, among living balances of one type. */
export function matchesLiving(balance: Balance, type: string, filter: BalanceFilter, now: Date): boolean {
  return balance.type === type && !isExpired(balance, now) && matchesFilter(balance, filter)
}

function includes(set: IdSet | null, wanted: IdSet | undefined): boolean {
  return Object.entries(wanted ?? {}).every(([id, on]) => set?.[id] === on)
}

function readFactors(value: unknown): Record<string, number> {
  const factors = readMap(value, 'Factors')
  return Object.fromEntries(Object.entries(factors).map(([key, one]) => [key, readDecimal(one, 'Factors').toNumber()]))
}
