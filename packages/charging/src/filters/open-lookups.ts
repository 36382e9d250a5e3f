import { findAccount } from '../accounts/account-records.ts'
import { presentAccount } from '../accounts/present-account.ts'
import { matchDestinations } from '../destinations/destination-records.ts'
import { timings } from '../rating/collections.ts'
import { isActiveAt } from '../rating/timing.ts'
import { presentUsage } from '../resources/resource-records.ts'
import type { Unit } from '../store/unit.ts'
import type { Lookups } from './event-view.ts'

/** What filters and attributes look up, over the state that a unit sees. */
export function openLookups(unit: Unit, tenant: string): Lookups {
  return {
    now: unit.now,
    destinationsOf: (number) => matchDestinations(unit, number),
    isInTiming: (id, at) => {
      const timing = unit.get(timings, id)
      return timing !== undefined && isActiveAt(timing, at.getTime())
    },
    account: (name) => {
      const account = findAccount(unit, { tenant, account: name })
      return account && presentAccount(account)
    },
    resource: (id) => presentUsage(unit, { tenant, id }),
  }
}
