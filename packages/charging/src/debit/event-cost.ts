import type { Account } from '../accounts/account.ts'
import { presentAccountSummary } from '../accounts/present-account.ts'
import type { Cdr } from '../cdrs/cdr.ts'
import { formatTime } from '../times/format-time.ts'
import type { Taken } from './take-units.ts'

/** The breakdown of a debit that bundles paid (section 11.7): which balance gave how many increments. */
export function eventCostOf(cdr: Cdr, { account, taken }: { account: Account; taken: readonly Taken[] }): object {
  const accountId = `${account.tenant}:${account.name}`
  const entries = taken.map((one, index) => ({ ...one, key: keyOf('a', index), filterKey: keyOf('f', index) }))
  return {
    CGRID: cdr.cgrid,
    RunID: cdr.runId,
    StartTime: formatTime(cdr.answerTime),
    Usage: cdr.usage.toNumber(),
    Cost: 0,
    Charges: entries.map(({ key, filterKey, increment, count }) => ({
      RatingID: filterKey,
      Increments: [{ Usage: increment.toNumber(), Cost: 0, AccountingID: key, CompressFactor: count.toNumber() }],
      CompressFactor: 1,
    })),
    AccountSummary: presentAccountSummary(account),
    Rating: Object.fromEntries(entries.map(({ filterKey }) => [filterKey, freeRating(filterKey)])),
    Accounting: Object.fromEntries(
      entries.map(({ key, balance, unitsEach }) => [
        key,
        {
          AccountID: accountId,
          BalanceUUID: balance.uuid,
          RatingID: '',
          Units: unitsEach.toNumber(),
          ExtraChargeID: '*none',
        },
      ]),
    ),
    RatingFilters: Object.fromEntries(
      entries.map(({ filterKey, balance }) => [
        filterKey,
        { DestinationID: '', DestinationPrefix: '', RatingPlanID: '*none', Subject: balance.uuid },
      ]),
    ),
    Rates: {},
    Timings: {},
  }
}

function freeRating(filterKey: string): object {
  return {
    ConnectFee: 0,
    RoundingMethod: '',
    RoundingDecimals: 0,
    MaxCost: 0,
    MaxCostStrategy: '',
    TimingID: '',
    RatesID: '',
    RatingFiltersID: filterKey,
  }
}

/** A short id, unique within one breakdown. */
function keyOf(kind: string, index: number): string {
  return `${kind}${index.toString(16).padStart(6, '0')}`
}
