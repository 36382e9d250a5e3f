import { randomUUID } from 'node:crypto'
import type { Account, Balance } from '../accounts/account.ts'
import type { AccountKey } from '../accounts/account-key.ts'
import { announceBalances, deleteAccount, findAccount, saveAccount, storeAccount } from '../accounts/account-records.ts'
import { addCallback } from '../callbacks/callback-records.ts'
import { putNewCdr } from '../cdrs/cdr-records.ts'
import type { Engine } from '../engine.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import { resetThreshold } from '../thresholds/threshold-records.ts'
import { accountFilter } from './account-filter.ts'
import { findActionLists } from './action-records.ts'
import type { Run, Step } from './run.ts'
import { type Running, runSteps, runTriggers } from './run-steps.ts'

/**
 * Runs steps on an account inside the caller's unit and writes all their effects: balances, records and call-backs.
 * Throws PARTIALLY_EXECUTED, and so keeps nothing, when a step fails (section 4.3).
 */
export function applySteps(
  engine: Engine,
  unit: Unit,
  {
    key,
    account,
    steps,
    event,
  }: { key: AccountKey; account: Account | undefined; steps: readonly Step[]; event?: object },
): void {
  const run = runSteps(account, steps, { ...prepareRun(unit, { key, account }), event })
  writeRun(engine, unit, { key, before: account, run, looksAtOthers: true })
}

/**
 * Looks at the triggers of an account for balances that changed, carries out the due ones and saves the account, which
 * may differ from what is stored.
 */
export function applyTriggers(
  engine: Engine,
  unit: Unit,
  { before, next, changed }: { before: Account; next: Account; changed: readonly Balance[] },
): void {
  const key = { tenant: before.tenant, account: before.name }
  const run = runTriggers(next, changed, prepareRun(unit, { key, account: next }))
  writeRun(engine, unit, { key, before, run, looksAtOthers: true })
}

function prepareRun(unit: Unit, { key, account }: { key: AccountKey; account: Account | undefined }): Running {
  const triggerLists = (account?.triggers ?? []).map((trigger) => trigger.actionsId)
  return {
    key,
    now: unit.now,
    newUuid: randomUUID,
    triggered: findActionLists(unit, triggerLists),
    findAccount: (name) => findAccount(unit, { tenant: key.tenant, account: name }),
    passes: accountFilter(unit, key.tenant),
  }
}

function writeRun(
  engine: Engine,
  unit: Unit,
  {
    key,
    before,
    run,
    looksAtOthers,
  }: { key: AccountKey; before: Account | undefined; run: Run | undefined; looksAtOthers: boolean },
): void {
  if (run === undefined) throw new RpcError('PARTIALLY_EXECUTED')
  for (const entry of run.logEntries) engine.log.info({ account: entry }, 'charging *log action')
  for (const record of run.cdrs) putNewCdr(unit, record)
  for (const callback of run.callbacks) addCallback(engine, unit, { ...key, ...callback })
  const { account } = run
  const told = storeOthers(unit, run.others.values())
  const isShown = before !== undefined && account !== undefined && saveAccount(engine, unit, before, account)
  for (const id of run.thresholdResets) resetThreshold(unit, id)
  if (run.isPublished && account !== undefined && !isShown) engine.showAccount(unit, account)
  announceOthers(engine, unit, told, { looksAtTriggers: looksAtOthers })
  for (const removed of run.removals) deleteAccount(engine, unit, removed)
}

type Told = { key: AccountKey; changed: readonly Balance[] }

/**
 * Keeps accounts that changed beside the one at hand, and answers what is to be told of them. All are kept before
 * anything is told of any: what is told, to thresholds or triggers, may change them in turn.
 */
export function storeOthers(unit: Unit, others: Iterable<Account>): Told[] {
  const told: Told[] = []
  for (const next of others) {
    const key = { tenant: next.tenant, account: next.name }
    const before = findAccount(unit, key)
    if (before === undefined || before === next) continue
    const known = new Set(before.balances)
    storeAccount(unit, before, next)
    told.push({ key, changed: next.balances.filter((balance) => !known.has(balance)) })
  }
  return told
}

/**
 * Tells listeners, thresholds and their own triggers of accounts that were kept. Accounts that those triggers change in
 * turn fire none, so that triggers never go round in a circle.
 */
export function announceOthers(
  engine: Engine,
  unit: Unit,
  told: readonly Told[],
  { looksAtTriggers }: { looksAtTriggers: boolean },
): void {
  for (const { key, changed } of told) {
    const account = findAccount(unit, key)
    if (account !== undefined) announceBalances(engine, unit, account)
    const now = findAccount(unit, key)
    if (!looksAtTriggers || now === undefined || now.triggers.length === 0) continue
    const run = runTriggers(now, changed, prepareRun(unit, { key, account: now }))
    writeRun(engine, unit, { key, before: now, run, looksAtOthers: false })
  }
}
