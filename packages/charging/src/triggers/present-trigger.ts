import { formatTime, timeFromWire } from '../times/format-time.ts'
import type { Trigger } from './trigger.ts'

/** The form of GetActionTriggers and of the v2 account (section 5.1). */
export function presentTrigger(trigger: Trigger): object {
  return {
    ID: trigger.id,
    UniqueID: trigger.uniqueId,
    ThresholdType: trigger.thresholdType,
    ThresholdValue: Number(trigger.thresholdValue),
    Recurrent: trigger.recurrent,
    MinSleep: Number(trigger.minSleepNanoseconds),
    ExpirationDate: formatTime(timeFromWire(trigger.expiresAt)),
    ActivationDate: formatTime(timeFromWire(trigger.activatesAt)),
    Balance: presentTriggerBalance(trigger),
    Weight: trigger.weight,
    ActionsID: trigger.actionsId,
    MinQueuedItems: trigger.minQueuedItems,
    Executed: trigger.executed,
    LastExecutionTime: formatTime(timeFromWire(trigger.lastExecutedAt)),
  }
}

/** The properties that a trigger names, null where it names none. */
export function presentTriggerBalance({ balance }: Trigger): object {
  return {
    Uuid: null,
    ID: balance.id ?? null,
    Type: balance.type ?? null,
    Value: null,
    ExpirationDate: balance.expiresAt ?? null,
    Weight: balance.weight ?? null,
    DestinationIDs: asSet(balance.destinationIds),
    RatingSubject: balance.ratingSubject ?? null,
    Categories: asSet(balance.categories),
    SharedGroups: asSet(balance.sharedGroups),
    TimingIDs: asSet(balance.timingIds),
    Timings: null,
    Disabled: balance.disabled ?? null,
    Factors: null,
    Blocker: balance.blocker ?? null,
  }
}

/** The flattened form inside a v1 account (section 3.4). */
export function presentTriggerV1(trigger: Trigger): object {
  return {
    Id: trigger.id,
    ThresholdType: trigger.thresholdType,
    ThresholdValue: Number(trigger.thresholdValue),
    Recurrent: trigger.recurrent,
    MinSleep: Number(trigger.minSleepNanoseconds),
    BalanceId: trigger.balance.id ?? '',
    BalanceType: trigger.balance.type ?? '',
    BalanceDestinationIds: (trigger.balance.destinationIds ?? []).join(';'),
    BalanceWeight: trigger.balance.weight ?? 0,
    BalanceExpirationDate: formatTime(timeFromWire(trigger.balance.expiresAt)),
    BalanceTimingTags: (trigger.balance.timingIds ?? []).join(';'),
    BalanceRatingSubject: trigger.balance.ratingSubject ?? '',
    BalanceCategory: (trigger.balance.categories ?? []).join(';'),
    BalanceSharedGroup: (trigger.balance.sharedGroups ?? []).join(';'),
    BalanceDisabled: trigger.balance.disabled ?? false,
    Weight: trigger.weight,
    ActionsId: trigger.actionsId,
    MinQueuedItems: trigger.minQueuedItems,
    Executed: trigger.executed,
  }
}

function asSet(ids: readonly string[] | undefined): Record<string, true> | null {
  return ids === undefined ? null : Object.fromEntries(ids.map((id) => [id, true]))
}
