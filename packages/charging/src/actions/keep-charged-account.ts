import type { Account, Balance } from '../accounts/account.ts'
import { saveAccount } from '../accounts/account-records.ts'
import type { Charge } from '../debit/charge.ts'
import type { DebitRequest } from '../debit/debit-request.ts'
import type { Engine } from '../engine.ts'
import type { Unit } from '../store/unit.ts'
import { countConsumption } from '../triggers/counters.ts'
import { announceOthers, applyTriggers, storeOthers } from './apply-run.ts'

/**
 * Keeps what a debit or refund made of an account, and of others of its shared groups: what was consumed is counted for
 * the account that used it, and triggers see the balances that changed. `charges` is empty for a refund, which counts
 * nothing.
 */
export function keepCharged(
  engine: Engine,
  unit: Unit,
  {
    before,
    next,
    others = new Map(),
    request,
    charges,
  }: {
    before: Account
    next: Account
    others?: ReadonlyMap<string, Account>
    request: DebitRequest | null
    charges: readonly Charge[]
  },
): void {
  const told = storeOthers(unit, others.values())
  keepOwn(engine, unit, { before, next, request, charges })
  announceOthers(engine, unit, told, { looksAtTriggers: true })
}

function keepOwn(
  engine: Engine,
  unit: Unit,
  {
    before,
    next,
    request,
    charges,
  }: { before: Account; next: Account; request: DebitRequest | null; charges: readonly Charge[] },
): void {
  if (before.triggers.length === 0) {
    saveAccount(engine, unit, before, next)
    return
  }
  const known = new Set<Balance>(before.balances)
  const changed = next.balances.filter((balance) => !known.has(balance))
  const counted = request === null ? next : countConsumption(next, { request, charges })
  applyTriggers(engine, unit, { before, next: counted, changed })
}
