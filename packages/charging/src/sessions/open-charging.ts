import { randomUUID } from 'node:crypto'
import type { Account } from '../accounts/account.ts'
import type { AccountKey } from '../accounts/account-key.ts'
import { findAccount, findOrCreateAccount } from '../accounts/account-records.ts'
import { actionLists } from '../actions/action-records.ts'
import { applySteps } from '../actions/apply-run.ts'
import { keepCharged } from '../actions/keep-charged-account.ts'
import { stepsOf } from '../actions/run-steps.ts'
import { type MatchedDestinations, matchDestinations } from '../destinations/destination-records.ts'
import type { Engine } from '../engine.ts'
import { plans } from '../plans/plan-records.ts'
import { openDebitLookup } from '../rating/index.ts'
import type { Unit } from '../store/unit.ts'
import type { Charging } from './charge-run.ts'

/** Accounts and prices as the runs of a session reach them inside one unit. */
export function openCharging(engine: Engine, unit: Unit, tenant: string): Charging {
  const matched = new Map<string, MatchedDestinations>()
  return {
    tenant,
    lookup: openDebitLookup(unit),
    newUuid: randomUUID,
    destinationsOf: (number) => {
      const known = matched.get(number)
      if (known !== undefined) return known
      const found = matchDestinations(unit, number)
      matched.set(number, found)
      return found
    },
    findAccount: (account, { isDynamic }) => {
      const key = { tenant, account }
      return findAccount(unit, key) ?? (isDynamic ? makeAccount(engine, unit, key) : undefined)
    },
    saveAccount: (before, next, charged) => keepCharged(engine, unit, { before, next, ...charged }),
  }
}

/** Makes an unknown account and runs the plans of *dynaprepaid on it; without such plans it stays unknown. */
function makeAccount(engine: Engine, unit: Unit, key: AccountKey): Account | undefined {
  const timings = engine.dynaprepaidPlans.flatMap((id) => unit.get(plans, id)?.timings ?? [])
  if (timings.length === 0 || key.account === '') return undefined
  const attempt = unit.attempt(() => {
    for (const { actionsId } of [...timings].sort((a, b) => b.weight - a.weight)) {
      const account = findOrCreateAccount(unit, key)
      applySteps(engine, unit, { key, account, steps: stepsOf(unit.get(actionLists, actionsId) ?? [], unit.now) })
    }
  })
  if ('error' in attempt) engine.log.error({ err: attempt.error, key }, 'the plans of a *dynaprepaid account failed')
  return findAccount(unit, key)
}
