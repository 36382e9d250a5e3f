import { isMap, readBoolean, readDecimal, readText, readTextList } from '../rpc/read-values.ts'
import { parseTimeExpression } from '../times/parse-time-expression.ts'
import type { Trigger, TriggerBalance } from './trigger.ts'

/** A trigger with nothing but its names: what SetActionTrigger starts from when there is none yet. */
export function blankTrigger(id: string, uniqueId: string): Trigger {
  return {
    id,
    uniqueId,
    thresholdType: '',
    thresholdValue: '0',
    recurrent: false,
    minSleepNanoseconds: '0',
    expiresAt: null,
    activatesAt: null,
    balance: {},
    weight: 0,
    actionsId: '',
    minQueuedItems: 0,
    executed: false,
    lastExecutedAt: null,
  }
}

/** The trigger with the members of a free-form `ActionTrigger` map applied; those not given stay (section 5.1). */
export function withTriggerMembers(trigger: Trigger, map: Record<string, unknown>, now: Date): Trigger {
  const given = (key: string) => isMap(map) && map[key] !== undefined && map[key] !== null
  const pick = <T>(key: string, read: (value: unknown, name: string) => T, otherwise: T): T =>
    given(key) ? read(map[key], key) : otherwise
  const time = (value: unknown, name: string) => parseTimeExpression(readText(value, name), now)?.toISOString() ?? null
  const number = (value: unknown, name: string) => readDecimal(value, name).toNumber()
  const decimalText = (value: unknown, name: string) => readDecimal(value, name).toString()
  const ids = (value: unknown, name: string): readonly string[] | undefined => readTextList(value, name)
  const balance: TriggerBalance = {
    id: pick('BalanceID', readText, trigger.balance.id),
    type: pick('BalanceType', readText, trigger.balance.type),
    weight: pick('BalanceWeight', number, trigger.balance.weight),
    ratingSubject: pick('BalanceRatingSubject', readText, trigger.balance.ratingSubject),
    blocker: pick('BalanceBlocker', readBoolean, trigger.balance.blocker),
    disabled: pick('BalanceDisabled', readBoolean, trigger.balance.disabled),
    expiresAt: pick<string | null | undefined>('BalanceExpirationDate', time, trigger.balance.expiresAt),
    destinationIds: pick('BalanceDestinationIds', ids, trigger.balance.destinationIds),
    categories: pick('BalanceCategories', ids, trigger.balance.categories),
    sharedGroups: pick('BalanceSharedGroups', ids, trigger.balance.sharedGroups),
    timingIds: pick('BalanceTimingTags', ids, trigger.balance.timingIds),
  }
  return {
    ...trigger,
    thresholdType: pick('ThresholdType', readText, trigger.thresholdType),
    thresholdValue: pick('ThresholdValue', decimalText, trigger.thresholdValue),
    recurrent: pick('Recurrent', readBoolean, trigger.recurrent),
    executed: pick('Executed', readBoolean, trigger.executed),
    minSleepNanoseconds: pick('MinSleep', decimalText, trigger.minSleepNanoseconds),
    expiresAt: pick('ExpirationDate', time, trigger.expiresAt),
    activatesAt: pick('ActivationDate', time, trigger.activatesAt),
    weight: pick('Weight', number, trigger.weight),
    actionsId: pick('ActionsID', readText, trigger.actionsId),
    minQueuedItems: pick('MinQueuedItems', number, trigger.minQueuedItems),
    balance,
  }
}
