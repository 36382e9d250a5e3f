import type { Account } from '../accounts/account.ts'
import { type Transferred, transferBalance } from '../accounts/transfer-balance.ts'
import { isMap, readDecimal, readText } from '../rpc/read-values.ts'
import type { Run, Step } from './run.ts'

type Performing = { now: Date; newUuid: () => string; findAccount: (name: string) => Account | undefined }

/**
 * `*transfer_balance`: from the action's balance to the one that ExtraParameters names, in an account of the same
 * tenant. Undefined when it cannot be done.
 */
export function transfer(run: Run, step: Step, performing: Performing): Run | undefined {
  const { target, amount, extraParameters } = step
  const { account } = run
  const order = readOrder(extraParameters)
  if (account === undefined || order === undefined) return undefined
  const { tenant } = account
  if (!order.accountId.startsWith(`${tenant}:`)) return undefined
  const name = order.accountId.slice(tenant.length + 1)
  const isOwn = name === account.name
  const destination = isOwn ? account : (run.others.get(name) ?? performing.findAccount(name))
  if (destination === undefined) return undefined
  const done = transferBalance(account, destination, {
    sourceBalanceId: target.filter.id ?? '',
    destinationBalanceId: order.balanceId,
    units: amount,
    reference: order.reference,
    now: performing.now,
    newUuid: performing.newUuid,
  })
  return done && afterTransfer(run, step, done)
}

function afterTransfer(run: Run, step: Step, done: Transferred): Run {
  const isOwn = done.source === done.destination
  return {
    ...run,
    account: done.source,
    changed: isOwn ? [done.from, done.to] : [done.from],
    others: isOwn ? run.others : new Map(run.others).set(done.destination.name, done.destination),
    transfers: new Map(run.transfers).set(step, done),
  }
}

function readOrder(json: string) {
  try {
    const { DestinationAccountID, DestinationBalanceID, DestinationReferenceValue } = asMap(JSON.parse(json))
    const isGiven = DestinationReferenceValue !== undefined && DestinationReferenceValue !== null
    return {
      accountId: readText(DestinationAccountID, 'DestinationAccountID'),
      balanceId: readText(DestinationBalanceID, 'DestinationBalanceID'),
      reference: isGiven ? readDecimal(DestinationReferenceValue, 'DestinationReferenceValue') : undefined,
    }
  } catch {
    return undefined
  }
}

function asMap(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : {}
}
