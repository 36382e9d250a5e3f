import { type Account, type Balance, isExpired } from '../accounts/account.ts'
import { Decimal } from '../exact-decimal.ts'
import { timeFromWire } from '../times/format-time.ts'
import type { Trigger, TriggerBalance } from './trigger.ts'

/**
 * The triggers that an operation sets off, by weight, higher first (section 14.4). The balance types look at balances
 * changed in this operation, `*balance_expired` at all. Counter types need counters and are left alone, as unknown
 * types are.
 */
export function dueTriggers(
  triggers: readonly Trigger[],
  { account, changed }: { account: Account | undefined; changed: readonly Balance[] },
  now: Date,
): Trigger[] {
  return triggers
    .filter((trigger) => isArmed(trigger, now) && isReached(trigger, { all: account?.balances ?? [], changed, now }))
    .sort((a, b) => b.weight - a.weight)
}

/** The account with a trigger marked as run; a recurrent one is armed again at once, minding its MinSleep. */
export function markExecuted(account: Account, fired: Trigger, now: Date): Account {
  return {
    ...account,
    triggers: account.triggers.map((trigger) =>
      trigger.id === fired.id && trigger.uniqueId === fired.uniqueId
        ? { ...trigger, executed: !trigger.recurrent, lastExecutedAt: now.toISOString() }
        : trigger,
    ),
  }
}

function isArmed(trigger: Trigger, now: Date): boolean {
  if (trigger.executed) return false
  const expires = timeFromWire(trigger.expiresAt)
  const activates = timeFromWire(trigger.activatesAt)
  if (expires !== null && expires < now) return false
  if (activates !== null && activates > now) return false
  const last = timeFromWire(trigger.lastExecutedAt)
  if (!trigger.recurrent || last === null) return true
  return new Decimal(now.getTime() - last.getTime()).times('1e6').gte(trigger.minSleepNanoseconds)
}

function isReached(
  trigger: Trigger,
  { all, changed, now }: { all: readonly Balance[]; changed: readonly Balance[]; now: Date },
): boolean {
  const isMine = (balance: Balance) => equalsFilter(balance, trigger.balance)
  const threshold = new Decimal(trigger.thresholdValue)
  if (trigger.thresholdType === '*min_balance') return changed.some((one) => isMine(one) && one.value.lte(threshold))
  if (trigger.thresholdType === '*max_balance') return changed.some((one) => isMine(one) && one.value.gte(threshold))
  if (trigger.thresholdType === '*balance_expired') return all.some((one) => isMine(one) && isExpired(one, now))
  return false
}

/** Equality where balance matching asks for inclusion (section 14.4). */
function equalsFilter(balance: Balance, filter: TriggerBalance): boolean {
  if (filter.type !== undefined && balance.type !== filter.type) return false
  if (filter.id !== undefined) return balance.id === filter.id
  return (
    (filter.weight === undefined || balance.weight === filter.weight) &&
    (filter.ratingSubject === undefined || balance.ratingSubject === filter.ratingSubject) &&
    (filter.blocker === undefined || balance.blocker === filter.blocker) &&
    (filter.disabled === undefined || balance.disabled === filter.disabled) &&
    (filter.expiresAt === undefined || balance.expiresAt?.getTime() === timeFromWire(filter.expiresAt)?.getTime()) &&
    equalsSet(balance.destinationIds, filter.destinationIds) &&
    equalsSet(balance.categories, filter.categories) &&
    equalsSet(balance.sharedGroups, filter.sharedGroups) &&
    equalsSet(balance.timingIds, filter.timingIds)
  )
}

function equalsSet(set: Readonly<Record<string, boolean>> | null, ids: readonly string[] | undefined): boolean {
  if (ids === undefined) return true
  const present = Object.keys(set ?? {}).filter((id) => set?.[id])
  return present.length === new Set(ids).size && ids.every((id) => present.includes(id))
}
