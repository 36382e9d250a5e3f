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
    Balance: {
      Uuid: null,
      ID: trigger.balance.id ?? null,
      Type: trigger.balance.type ?? null,
      Value: null,
      ExpirationDate: trigger.balance.expiresAt ?? null,
      Weight: trigger.balance.weight ?? null,
      DestinationIDs: asSet(trigger.balance.destinationIds),
      RatingSubject: trigger.balance.ratingSubject ?? null,
      Categories: asSet(trigger.balance.categories),
      SharedGroups: asSet(trigger.balance.sharedGroups),
      TimingIDs: asSet(trigger.balance.timingIds),
      Timings: null,
      Disabled: trigger.balance.disabled ?? null,
      Factors: null,
      Blocker: trigger.balance.blocker ?? null,
    },
    Weight: trigger.weight,
    ActionsID: trigger.actionsId,
    MinQueuedItems: trigger.minQueuedItems,
    Executed: trigger.executed,
    LastExecutionTime: formatTime(timeFromWire(trigger.lastExecutedAt)),
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
