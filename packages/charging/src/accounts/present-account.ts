import { formatTime } from '../times/format-time.ts'
import { presentCounters } from '../triggers/present-counters.ts'
import { presentTrigger, presentTriggerV1 } from '../triggers/present-trigger.ts'
import type { Account, Balance, IdSet } from './account.ts'

/** The v2 form of an account (section 3.3), which is also the body of `*http_post`. */
export function presentAccount(account: Account): object {
  return {
    ID: `${account.tenant}:${account.name}`,
    BalanceMap: account.balanceTypes.length === 0 ? null : byType(account, presentBalance),
    UnitCounters: presentCounters(account.triggers),
    ActionTriggers: account.triggers.length === 0 ? null : account.triggers.map(presentTrigger),
    AllowNegative: account.allowNegative,
    Disabled: account.disabled,
    UpdateTime: formatTime(account.updatedAt),
  }
}

/** The old v1 form (section 3.4): types with a direction, sets as `;`-joined text, empty types left out. */
export function presentAccountV1(account: Account): object {
  const filled = Object.entries(byType(account, presentBalanceV1)).filter(([, balances]) => balances.length > 0)
  return {
    Id: `*out:${account.tenant}:${account.name}`,
    BalanceMap: Object.fromEntries(filled.map(([type, balances]) => [`${type}*out`, balances])),
    UnitCounters: [],
    ActionTriggers: account.triggers.map(presentTriggerV1),
    AllowNegative: account.allowNegative,
    Disabled: account.disabled,
  }
}

/** Summary of an account inside the cost details of a record (section 11.7). */
export function presentAccountSummary(account: Account): object {
  return {
    Tenant: account.tenant,
    AccountID: account.name,
    BalanceSummaries: account.balances.map(presentBalanceSummary),
    AllowNegative: account.allowNegative,
    Disabled: account.disabled,
  }
}

export function presentBalanceSummary(balance: Balance): object {
  return {
    UUID: balance.uuid,
    ID: balance.id === '' ? balance.uuid : balance.id,
    Type: balance.type,
    Value: balance.value.toNumber(),
    Disabled: balance.disabled,
  }
}

function byType<T>(account: Account, present: (balance: Balance) => T): Record<string, T[]> {
  const types = [...account.balanceTypes].sort()
  return Object.fromEntries(
    types.map((type) => [type, account.balances.filter((balance) => balance.type === type).map(present)]),
  )
}

function presentBalance(balance: Balance): object {
  return {
    Uuid: balance.uuid,
    ID: balance.id,
    Value: balance.value.toNumber(),
    ExpirationDate: formatTime(balance.expiresAt),
    Weight: balance.weight,
    DestinationIDs: balance.destinationIds,
    RatingSubject: balance.ratingSubject,
    Categories: balance.categories,
    SharedGroups: balance.sharedGroups,
    Timings: null,
    TimingIDs: balance.timingIds,
    Disabled: balance.disabled,
    Factors: balance.factors,
    Blocker: balance.blocker,
  }
}

function presentBalanceV1(balance: Balance): object {
  return {
    Uuid: balance.uuid,
    Id: balance.id,
    Value: balance.value.toNumber(),
    ExpirationDate: formatTime(balance.expiresAt),
    Weight: balance.weight,
    DestinationIds: joinIds(balance.destinationIds),
    RatingSubject: balance.ratingSubject,
    Category: joinIds(balance.categories),
    SharedGroup: joinIds(balance.sharedGroups),
    Timings: null,
    TimingIDs: joinIds(balance.timingIds),
    Disabled: balance.disabled,
  }
}

function joinIds(set: IdSet | null): string {
  return Object.entries(set ?? {})
    .map(([id, on]) => (on ? id : `!${id}`))
    .join(';')
}
