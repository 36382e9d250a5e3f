import { randomUUID } from 'node:crypto'
import type { Account, Balance } from '../accounts/account.ts'
import { type AccountKey, deleteAccount, saveAccount } from '../accounts/tables.ts'
import { writeCallback } from '../callbacks/tables.ts'
import { insertCdr } from '../cdrs/tables.ts'
import type { Unit } from '../database/transaction.ts'
import type { Engine } from '../engine.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Run, Step } from './perform-action.ts'
import { type Running, runSteps, runTriggers } from './run-steps.ts'
import { readActionLists } from './tables.ts'

/**
 * Runs steps on a locked account inside the caller's transaction and writes all their effects: balances, records and
 * call-backs. Throws PARTIALLY_EXECUTED, and so keeps nothing, when a step fails (section 4.3).
 */
export async function applySteps(
  engine: Engine,
  unit: Unit,
  { key, account, steps }: { key: AccountKey; account: Account | undefined; steps: readonly Step[] },
): Promise<void> {
  const running = await prepareRun(engine, unit, { key, account })
  await writeRun(engine, unit, { key, before: account, run: runSteps(account, steps, running), now: running.now })
}

/**
 * Looks at the triggers of a locked account for balances that changed, carries out the due ones and saves the account,
 * which may differ from what is stored.
 */
export async function applyTriggers(
  engine: Engine,
  unit: Unit,
  { before, next, changed }: { before: Account; next: Account; changed: readonly Balance[] },
): Promise<void> {
  const key = { tenant: before.tenant, account: before.name }
  const running = await prepareRun(engine, unit, { key, account: next })
  await writeRun(engine, unit, { key, before, run: runTriggers(next, changed, running), now: running.now })
}

async function prepareRun(
  engine: Engine,
  { tx }: Unit,
  { key, account }: { key: AccountKey; account: Account | undefined },
): Promise<Running> {
  const triggerLists = (account?.triggers ?? []).map((trigger) => trigger.actionsId)
  return { key, now: engine.now(), newUuid: randomUUID, triggered: await readActionLists(tx, triggerLists) }
}

async function writeRun(
  engine: Engine,
  unit: Unit,
  { key, before, run, now }: { key: AccountKey; before: Account | undefined; run: Run | undefined; now: Date },
): Promise<void> {
  if (run === undefined) throw new RpcError('PARTIALLY_EXECUTED')
  for (const entry of run.logEntries) engine.log.info({ account: entry }, 'charging *log action')
  for (const record of run.cdrs) await insertCdr(unit.tx, record, now)
  for (const callback of run.callbacks) await writeCallback(unit, { ...key, ...callback, now })
  if (before !== undefined && run.account !== undefined) await saveAccount(unit, before, run.account, now)
  for (const removed of run.removals) await deleteAccount(unit, removed)
}
