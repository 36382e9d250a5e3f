import { type BalanceFilter, readIdSet } from '../accounts/balance-filter.ts'
import type { Target } from '../accounts/change-balances.ts'
import { Decimal } from '../exact-decimal.ts'
import { readBoolean } from '../rpc/read-values.ts'
import { parseTimeExpression } from '../times/parse-time-expression.ts'
import type { Action } from './action.ts'

/**
 * The balances that an action is about. A stored action always carries its rating subject, so an empty one means
 * "balances without rating subject" (section 11.4); an unreadable or empty ExpiryTime sets no condition.
 */
export function actionTarget(action: Action, now: Date): Target {
  const filter: BalanceFilter = { ratingSubject: action.ratingSubject, value: new Decimal(action.units) }
  const expiresAt = expiryOf(action, now)
  if (expiresAt !== null) filter.expiresAt = expiresAt
  if (action.balanceUuid !== '') filter.uuid = action.balanceUuid
  if (action.balanceId !== '') filter.id = action.balanceId
  if (action.balanceWeight !== null) filter.weight = action.balanceWeight
  filter.destinationIds = readIdSet(action.destinationIds, 'DestinationIds')
  filter.categories = readIdSet(action.categories, 'Categories')
  filter.sharedGroups = readIdSet(action.sharedGroups, 'SharedGroups')
  filter.timingIds = readIdSet(action.timingTags, 'TimingTags')
  if (action.balanceBlocker !== '') filter.blocker = readBoolean(action.balanceBlocker, 'BalanceBlocker')
  if (action.balanceDisabled !== '') filter.disabled = readBoolean(action.balanceDisabled, 'BalanceDisabled')
  return { type: action.balanceType, filter }
}

function expiryOf(action: Action, now: Date): Date | null {
  try {
    return parseTimeExpression(action.expiryTime, now)
  } catch {
    return null
  }
}
