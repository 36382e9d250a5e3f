import { applySteps } from '../actions/apply-run.ts'
import { type Step, stepOf } from '../actions/run.ts'
import type { Engine } from '../engine.ts'
import { requireTimings } from '../rating/require-timings.ts'
import { type Bound, decimal, flag, freeMap, listOf, text } from '../rpc/bind-members.ts'
import { notFound, RpcError, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { findAccount, findOrCreateAccount } from './account-records.ts'
import { type BalanceFilter, readBalanceFilter } from './balance-filter.ts'

const members = {
  Tenant: text,
  Account: text,
  BalanceType: text,
  Value: decimal,
  Balance: freeMap,
  ActionExtraData: freeMap,
  Overwrite: flag,
  Cdrlog: flag,
}
type Argument = Bound<typeof members>

export const balanceMethods: Methods = {
  AddBalance: method(members, (engine, argument) =>
    changeBalance(engine, argument, argument.Overwrite ? '*topup_reset' : '*topup'),
  ),
  DebitBalance: method(members, (engine, argument) =>
    changeBalance(engine, argument, argument.Overwrite ? '*debit_reset' : '*debit'),
  ),
  SetBalance: method(members, setOne),
  SetBalances: method(
    { Tenant: text, Account: text, Balances: listOf(members) },
    async (engine, { Tenant, Account, Balances }) => {
      requireMembers({ Account, Balances }, ['Account', 'Balances'])
      // In order and each for itself, as in CGRateS (section 3.8).
      for (const one of Balances) await setOne(engine, { ...one, Tenant, Account })
      return 'OK'
    },
  ),
  RemoveBalances: method(members, (engine, argument) => {
    requireMembers(argument, ['Account', 'BalanceType'])
    const filter = readBalanceFilter(argument.Balance, engine.now())
    const key = { tenant: argument.Tenant || engine.tenant, account: argument.Account }
    return engine.change((unit) => {
      const account = findAccount(unit, key)
      if (account === undefined) throw notFound()
      requireTimings(unit, filter.timingIds)
      const steps = withCdrlog(argument, [stepOf('*remove_balance', { type: argument.BalanceType, filter })])
      applySteps(engine, unit, { key, account, steps })
      return 'OK'
    })
  }),
}

function setOne(engine: Engine, argument: Argument): Promise<string> {
  requireMembers(argument, ['Account', 'BalanceType'])
  const filter = readBalanceFilter(argument.Balance, engine.now())
  if (filter.id === undefined && filter.uuid === undefined) {
    throw new RpcError('MANDATORY_IE_MISSING: [BalanceID or BalanceUUID]')
  }
  // A top-level 0 cannot be told from an absent Value, so only Balance.Value sets 0 (section 3.8).
  const value = argument.Value.isZero() ? filter.value : argument.Value
  return createAndApply(engine, argument, [
    stepOf('*set_balance', { type: argument.BalanceType, filter: { ...filter, value }, amount: value }),
  ])
}

/** The amount is the absolute top-level Value when it is not 0, else that of Balance.Value (section 3.7). */
function changeBalance(engine: Engine, argument: Argument, identifier: string): Promise<string> {
  requireMembers(argument, ['Account', 'BalanceType'])
  const filter: BalanceFilter = readBalanceFilter(argument.Balance, engine.now())
  const amount = argument.Value.isZero() ? filter.value : argument.Value
  return createAndApply(engine, argument, [
    stepOf(identifier, { type: argument.BalanceType, filter, amount: amount?.abs() }),
    stepOf('*publish_account'),
  ])
}

/** Runs the steps on the account, which is made when it is absent. */
function createAndApply(engine: Engine, argument: Argument, steps: Step[]): Promise<string> {
  const key = { tenant: argument.Tenant || engine.tenant, account: argument.Account }
  return engine.change((unit) => {
    for (const { target } of steps) requireTimings(unit, target.filter.timingIds)
    const account = findOrCreateAccount(unit, key)
    applySteps(engine, unit, { key, account, steps: withCdrlog(argument, steps) })
    return 'OK'
  })
}

function withCdrlog(argument: Argument, steps: Step[]): Step[] {
  return argument.Cdrlog ? [...steps, stepOf('*cdrlog')] : steps
}
