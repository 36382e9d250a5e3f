import { type Account, type Balance, type IdSet, MONETARY } from '../accounts/account.ts'
import type { Target } from '../accounts/change-balances.ts'
import type { Charge } from '../debit/charge.ts'
import type { DebitRequest } from '../debit/debit-request.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import { equalsFilter } from './equals-filter.ts'
import type { Trigger, TriggerBalance } from './trigger.ts'

/** What a counter counts: usage of matching events, or consumption of matching balances (section 14.4). */
export type CounterKind = '*event' | '*balance'

const KINDS: Readonly<Record<string, CounterKind>> = {
  '*min_event_counter': '*event',
  '*max_event_counter': '*event',
  '*min_balance_counter': '*balance',
  '*max_balance_counter': '*balance',
}

/** A counter belongs to its trigger, and counts while the trigger is on the account. Undefined for other triggers. */
export function counterKind({ thresholdType }: Trigger): CounterKind | undefined {
  return Object.hasOwn(KINDS, thresholdType) ? KINDS[thresholdType] : undefined
}

export function countedBy({ counted = '0' }: Trigger): Decimal {
  return new Decimal(counted)
}

/** The account with what a debit consumed added to its counters of the usage's type and of *monetary (section 12.8). */
export function countConsumption(
  account: Account,
  { request, charges }: { request: DebitRequest; charges: readonly Charge[] },
): Account {
  if (!account.triggers.some(counterKind)) return account
  const byUuid = new Map(account.balances.map((balance) => [balance.uuid, balance]))
  const triggers = account.triggers.map((trigger) => {
    const amount = consumed(trigger, { request, charges, byUuid })
    return amount.isZero() ? trigger : { ...trigger, counted: countedBy(trigger).plus(amount).toString() }
  })
  return { ...account, triggers }
}

/** Triggers with their counters at zero, of those that `isMeant`. */
export function withCountersReset(triggers: readonly Trigger[], isMeant: (trigger: Trigger) => boolean): Trigger[] {
  return triggers.map((trigger) =>
    counterKind(trigger) !== undefined && isMeant(trigger) ? { ...trigger, counted: '0' } : trigger,
  )
}

/**
 * The counters that a `*reset_counters` action means: those of its balance type, and of these the one it names, by the
 * trigger's UniqueID or balance ID, or those with the same destinations and categories (section 4.8).
 */
export function isCounterOf({ type, filter }: Target): (trigger: Trigger) => boolean {
  const isSame = (ids: readonly string[] | undefined, set: IdSet | undefined) => {
    const wanted = Object.keys(set ?? {})
    return wanted.length === (ids ?? []).length && wanted.every((id) => ids?.includes(id))
  }
  return ({ uniqueId, balance }) => {
    if (balance.type !== type) return false
    if (filter.id !== undefined) return filter.id === uniqueId || filter.id === balance.id
    return isSame(balance.destinationIds, filter.destinationIds) && isSame(balance.categories, filter.categories)
  }
}

/** Triggers put in place of others go on counting where the old ones of the same name were. */
export function withCountersOf(triggers: readonly Trigger[], old: readonly Trigger[]): Trigger[] {
  return triggers.map((trigger) => {
    const before = old.find((one) => one.id === trigger.id && one.uniqueId === trigger.uniqueId)
    return before?.counted === undefined ? trigger : { ...trigger, counted: before.counted }
  })
}

function consumed(
  trigger: Trigger,
  { request, charges, byUuid }: { request: DebitRequest; charges: readonly Charge[]; byUuid: Map<string, Balance> },
): Decimal {
  const kind = counterKind(trigger)
  if (kind === undefined || (kind === '*event' && !isOfEvent(trigger.balance, request))) return zero
  const counts = (uuid: string) => {
    const balance = byUuid.get(uuid)
    return kind === '*event' || (balance !== undefined && equalsFilter(balance, trigger.balance))
  }
  let amount = zero
  for (const charge of charges) {
    if (charge.unit !== null && trigger.balance.type === request.tor && counts(charge.unit.uuid)) {
      amount = amount.plus(charge.unitsEach.times(charge.count))
    }
    if (charge.money !== null && trigger.balance.type === MONETARY && counts(charge.money.uuid)) {
      amount = amount.plus(charge.costEach.times(charge.count))
    }
  }
  return amount
}

/** Whether an event has what the trigger names: its category, a destination of its number, its subject. */
function isOfEvent(filter: TriggerBalance, request: DebitRequest): boolean {
  if (filter.categories !== undefined && !filter.categories.includes(request.category)) return false
  if (filter.ratingSubject !== undefined && filter.ratingSubject !== request.subject) return false
  const { destinationIds } = filter
  return destinationIds === undefined || destinationIds.some((id) => request.destinations.has(id))
}
