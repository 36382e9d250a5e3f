import { type Account, type Balance, isExpired, withBalances } from '../accounts/account.ts'
import type { AccountKey } from '../accounts/account-key.ts'
import type { Making } from '../accounts/change-balances.ts'
import { Decimal } from '../exact-decimal.ts'
import { dueTriggers, markExecuted } from '../triggers/evaluate-triggers.ts'
import type { Action } from './action.ts'
import { actionTarget } from './action-filter.ts'
import { cdrlogRecords } from './cdrlog.ts'
import { performStep } from './perform-action.ts'
import type { Run, Step } from './run.ts'

export type Running = Making & {
  key: AccountKey
  /** the action lists that the account's triggers name */
  triggered: ReadonlyMap<string, readonly Action[]>
  /** what set the run off, told where there is no account */
  event?: object
  /** another account of the same tenant */
  findAccount: (name: string) => Account | undefined
  /** whether filters let an account pass; undefined when that cannot be answered */
  passes: (account: Account | undefined, filters: readonly string[]) => boolean | undefined
}

/** The steps of an action list in the order they run: by weight, higher first, ties in list order (section 4.4). */
export function stepsOf(actions: readonly Action[], now: Date): Step[] {
  return [...actions]
    .sort((a, b) => b.weight - a.weight)
    .map((action) => ({
      identifier: action.identifier,
      target: actionTarget(action, now),
      amount: new Decimal(action.units),
      extraParameters: action.extraParameters,
      filters: action.filters,
    }))
}

/**
 * Runs steps on an account, or on none, as values. Undefined when any step fails: then nothing of the run may be kept.
 * After each step that changes balances the account's triggers are looked at and expired balances are dropped.
 */
export function runSteps(account: Account | undefined, steps: readonly Step[], running: Running): Run | undefined {
  return runOn(startRun(account, []), steps, running, { withTriggers: true })
}

/** Looks at the triggers of an account for the given balances as changed. */
export function runTriggers(account: Account, changed: readonly Balance[], running: Running): Run | undefined {
  return fireTriggers(startRun(account, changed), running)
}

function startRun(account: Account | undefined, changed: readonly Balance[]): Run {
  return {
    account,
    changed,
    removals: [],
    callbacks: [],
    logEntries: [],
    cdrs: [],
    isPublished: false,
    thresholdResets: [],
    others: new Map(),
    transfers: new Map(),
  }
}

function runOn(
  start: Run,
  steps: readonly Step[],
  running: Running,
  { withTriggers }: { withTriggers: boolean },
): Run | undefined {
  let run: Run | undefined = start
  for (const step of steps) {
    const passes = running.passes(run.account, step.filters ?? [])
    // A filter that cannot be answered ends the list without a failure (section 4.4).
    if (passes === undefined) return run
    if (!passes) continue
    run =
      step.identifier === '*cdrlog'
        ? logRecords(run, step, steps, running)
        : performStep(run, step, { ...running, steps })
    if (run === undefined) return undefined
    if (withTriggers && run.changed.length > 0) run = fireTriggers(run, running)
    if (run === undefined) return undefined
  }
  return run
}

function logRecords(run: Run, step: Step, steps: readonly Step[], running: Running): Run | undefined {
  const records = cdrlogRecords(step, { ...running, steps, transfers: run.transfers })
  return records && { ...run, changed: [], cdrs: [...run.cdrs, ...records] }
}

/** Triggers do not fire from their own actions on the same account (section 14.4). */
function fireTriggers(run: Run, running: Running): Run | undefined {
  let current = run
  for (const trigger of dueTriggers(run.account?.triggers ?? [], run, running.now)) {
    if (current.account === undefined || current.account.disabled) break
    const actions = running.triggered.get(trigger.actionsId)
    if (actions === undefined) continue
    const done = runOn(current, stepsOf(actions, running.now), running, { withTriggers: false })
    if (done?.account === undefined) continue
    current = { ...done, account: markExecuted(done.account, trigger, running.now) }
  }
  return { ...current, account: current.account && dropExpired(current.account, running.now) }
}

function dropExpired(account: Account, now: Date): Account {
  const living = account.balances.filter((balance) => !isExpired(balance, now))
  return living.length === account.balances.length ? account : withBalances(account, living)
}
