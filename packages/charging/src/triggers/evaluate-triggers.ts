import { type Account, type Balance, isExpired } from '../accounts/account.ts'
import { Decimal } from '../exact-decimal.ts'
import { timeFromWire } from '../times/format-time.ts'
import { countedBy, counterKind } from './counters.ts'
import { equalsFilter } from './equals-filter.ts'
import type { Trigger } from './trigger.ts'

/**
 * The triggers that an operation sets off, by weight, higher first (section 14.4). The balance types look at balances
 * changed in this operation, `*balance_expired` at all, the counter types at what their counter holds. Unknown types
 * are left alone.
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
  if (counterKind(trigger) !== undefined) {
    const counted = countedBy(trigger)
    return trigger.thresholdType.startsWith('*max') ? counted.gte(threshold) : counted.lte(threshold)
  }
  if (trigger.thresholdType === '*min_balance') return changed.some((one) => isMine(one) && one.value.lte(threshold))
  if (trigger.thresholdType === '*max_balance') return changed.some((one) => isMine(one) && one.value.gte(threshold))
  if (trigger.thresholdType === '*balance_expired') return all.some((one) => isMine(one) && isExpired(one, now))
  return false
}
