import { type Account, isExpired } from '../accounts/account.ts'
import { presentAccount } from '../accounts/present-account.ts'
import { zero } from '../exact-decimal.ts'
import { matchesFilters } from '../filters/match-profile.ts'
import { openLookups } from '../filters/open-lookups.ts'
import { findFilterOf } from '../profiles/profile-kind.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'

/**
 * Whether filters of an action let an account pass, which they see under `*req` in the form of GetAccount with
 * `BalanceMap.<type>.GetTotalValue` beside the balances (section 4.4). Undefined when a filter cannot be answered.
 */
export function accountFilter(unit: Unit, tenant: string) {
  return (account: Account | undefined, filters: readonly string[]): boolean | undefined => {
    if (filters.length === 0) return true
    const req = account === undefined ? {} : { ...presentAccount(account), BalanceMap: balanceMap(account, unit.now) }
    try {
      return matchesFilters(filters, { req, opts: {}, lookups: openLookups(unit, tenant) }, findFilterOf(unit, tenant))
    } catch (error) {
      if (error instanceof RpcError) return undefined
      throw error
    }
  }
}

/** Balances by type and place, with the total of the living ones. */
function balanceMap(account: Account, now: Date): Record<string, object> {
  const presented = (presentAccount(account) as { BalanceMap: Record<string, object[]> | null }).BalanceMap ?? {}
  return Object.fromEntries(
    Object.entries(presented).map(([type, balances]) => {
      const living = account.balances.filter((one) => one.type === type && !one.disabled && !isExpired(one, now))
      const total = living.reduce((sum, one) => sum.plus(one.value), zero)
      return [type, { ...balances, GetTotalValue: total.toNumber() }]
    }),
  )
}
