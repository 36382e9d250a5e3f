import type { Account } from '../accounts/account.ts'
import type { AccountKey } from '../accounts/account-key.ts'
import {
  addToBalances,
  type Change,
  gatherMoneyIntoDefault,
  type Making,
  removeBalances,
  removeExpired,
  resetAccount,
  setBalance,
  setExpiry,
} from '../accounts/change-balances.ts'
import { presentAccount } from '../accounts/present-account.ts'
import { chosenTriggers } from '../triggers/chosen-triggers.ts'
import { isCounterOf, withCountersReset } from '../triggers/counters.ts'
import type { Trigger } from '../triggers/trigger.ts'
import type { Run, Step } from './run.ts'
import { transfer } from './transfer-action.ts'

export type Performing = Making & {
  steps: readonly Step[]
  /** another account of the same tenant */
  findAccount: (name: string) => Account | undefined
  /** what set the run off, told where there is no account */
  event?: object
}
type Performer = (run: Run, step: Step, performing: Performing) => Run | undefined

const setFlag = (flags: Partial<Account>): Performer =>
  onAccount((account) => ({ account: { ...account, ...flags }, changed: [] }))

/** The effect of each identifier (section 4.8). One that is not here fails its run, as in CGRateS. */
const performers: Record<string, Performer> = {
  '*topup': onAccount((account, { target, amount }, making) =>
    addToBalances(account, target, { ...making, amount: amount.abs() }),
  ),
  '*topup_reset': onAccount((account, { target, amount }, making) =>
    addToBalances(account, target, { ...making, amount: amount.abs(), resetWhen: () => true }),
  ),
  '*debit': onAccount((account, { target, amount }, making) =>
    addToBalances(account, target, { ...making, amount: amount.abs().negated() }),
  ),
  '*debit_reset': onAccount((account, { target, amount }, making) =>
    addToBalances(account, target, { ...making, amount: amount.abs().negated(), resetWhen: () => true }),
  ),
  '*topup_zero_negative': onAccount((account, { target, amount }, making) =>
    addToBalances(account, target, {
      ...making,
      amount: amount.negated(),
      resetWhen: (balance) => balance.value.isNegative(),
    }),
  ),
  '*set_balance': onAccount((account, { target }, making) => setBalance(account, target, making)),
  '*remove_balance': onAccount((account, { target }) => removeBalances(account, target)),
  '*remove_expired': onAccount((account, { target }, { now }) => removeExpired(account, target, now)),
  '*set_expiry': onAccount((account, { target }) => setExpiry(account, target)),
  '*transfer_monetary_default': onAccount((account, _, making) => gatherMoneyIntoDefault(account, making)),
  '*transfer_balance': transfer,
  '*reset_account': onAccount((account, _, making) => {
    const reset = resetAccount(account, making)
    const triggers = withCountersReset(reset.account.triggers.map(notExecuted), () => true)
    return { ...reset, account: { ...reset.account, triggers } }
  }),
  '*reset_triggers': onTriggers(notExecuted, { looksAgain: true }),
  '*set_recurrent': onTriggers((trigger) => ({ ...trigger, recurrent: true })),
  '*unset_recurrent': onTriggers((trigger) => ({ ...trigger, recurrent: false })),
  '*reset_counters': onAccount((account, { target }) => ({
    account: { ...account, triggers: withCountersReset(account.triggers, isCounterOf(target)) },
    changed: [],
  })),
  '*enable_account': setFlag({ disabled: false }),
  '*disable_account': setFlag({ disabled: true }),
  '*allow_negative': setFlag({ allowNegative: true }),
  '*deny_negative': setFlag({ allowNegative: false }),
  '*remove_account': removeAccount,
  '*log': (run) => ({ ...run, logEntries: [...run.logEntries, run.account ? presentAccount(run.account) : {}] }),
  '*publish_account': (run) => (run.account === undefined ? undefined : { ...run, isPublished: true }),
  '*reset_threshold': (run, { extraParameters }) => ({
    ...run,
    thresholdResets: [...run.thresholdResets, extraParameters],
  }),
  '*http_post': post,
  '*http_post_async': (run, step, performing) => post(run, step, performing) ?? run,
}

/** Identifiers that do something without an account; the rest are skipped in a run that has none (section 4.3). */
const ACCOUNTLESS = new Set([
  '*remove_account',
  '*log',
  '*cdrlog',
  '*http_post',
  '*http_post_async',
  '*reset_threshold',
])

/** The run after one step, or undefined when the step fails and nothing of the run may be kept. */
export function performStep(run: Run, step: Step, performing: Performing): Run | undefined {
  const perform = Object.hasOwn(performers, step.identifier) ? performers[step.identifier] : undefined
  if (perform === undefined) return undefined
  if (run.account === undefined && !ACCOUNTLESS.has(step.identifier)) return run
  return perform({ ...run, changed: [] }, step, performing)
}

function onAccount(change: (account: Account, step: Step, making: Performing) => Change): Performer {
  return (run, step, performing) => {
    if (run.account === undefined) return undefined
    const done = change(run.account, step, performing)
    return done === undefined ? undefined : { ...run, account: done.account, changed: done.changed }
  }
}

/** Changes the triggers that ExtraParameters name; `looksAgain` has them evaluated at once. */
function onTriggers(change: (trigger: Trigger) => Trigger, { looksAgain = false } = {}): Performer {
  return onAccount((account, { extraParameters }) => {
    const isChosen = chosenTriggers(extraParameters)
    const triggers = account.triggers.map((trigger) => (isChosen(trigger) ? change(trigger) : trigger))
    return { account: { ...account, triggers }, changed: looksAgain ? account.balances : [] }
  })
}

function removeAccount(run: Run, { extraParameters }: Step): Run | undefined {
  if (run.account !== undefined) {
    const { tenant, name } = run.account
    return { ...run, removals: [...run.removals, { tenant, account: name }] }
  }
  const named = readNamedAccount(extraParameters)
  return named === undefined ? undefined : { ...run, removals: [...run.removals, named] }
}

function readNamedAccount(json: string): AccountKey | undefined {
  try {
    const { Tenant, Account } = JSON.parse(json) as { Tenant?: unknown; Account?: unknown }
    return typeof Tenant === 'string' && typeof Account === 'string' ? { tenant: Tenant, account: Account } : undefined
  } catch {
    return undefined
  }
}

/** Writes the account as it is inside the run; the post itself goes out after commit (section 4.9). */
function post(run: Run, { extraParameters }: Step, { event }: Performing): Run | undefined {
  const url = URL.parse(extraParameters)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return undefined
  const told = run.account === undefined ? event : presentAccount(run.account)
  const body = told === undefined ? '' : JSON.stringify(told)
  return { ...run, callbacks: [...run.callbacks, { url: extraParameters, body }] }
}

function notExecuted(trigger: Trigger): Trigger {
  return trigger.executed ? { ...trigger, executed: false } : trigger
}
