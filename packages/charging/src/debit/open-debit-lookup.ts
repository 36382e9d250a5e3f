import { findAccount } from '../accounts/account-records.ts'
import { openLookup } from '../rating/open-lookup.ts'
import { membersOf, type SharedGroup, sharedGroups } from '../shared-groups/shared-group-records.ts'
import type { Unit } from '../store/unit.ts'
import { type DebitLookup, STRATEGIES, type Strategy } from './debit-lookup.ts'

/** Prices and shared groups over the state that a unit sees. */
export function openDebitLookup(unit: Unit): DebitLookup {
  return {
    ...openLookup(unit),
    shared: {
      group: (id, { tenant, account }) => {
        const group = unit.get(sharedGroups, id)
        if (group === undefined) return undefined
        const members = membersOf(unit, { tenant, group: id }).flatMap(
          (name) => findAccount(unit, { tenant, account: name }) ?? [],
        )
        return { strategy: strategyFor(group, { tenant, account }), members }
      },
      account: (key) => findAccount(unit, key),
      random: Math.random,
    },
  }
}

/** What the group says of the account, by its full or bare name, else of any account. */
function strategyFor({ sharing }: SharedGroup, { tenant, account }: { tenant: string; account: string }): Strategy {
  const given = (sharing[`${tenant}:${account}`] ?? sharing[account] ?? sharing['*any'])?.strategy
  return STRATEGIES.find((one) => one === given) ?? '*mine_random'
}
