import type { Account } from '../accounts/account.ts'
import { findAccount } from '../accounts/account-records.ts'
import { presentAccount, presentAccountSummary } from '../accounts/present-account.ts'
import { keepCharged } from '../actions/keep-charged-account.ts'
import type { DebitMode } from '../debit/debit-request.ts'
import { debitUsage } from '../debit/debit-usage.ts'
import { chargesOfPrice } from '../debit/event-cost.ts'
import { maxUsage } from '../debit/max-usage.ts'
import { openDebitLookup } from '../debit/open-debit-lookup.ts'
import { type Repayment, repayAll } from '../debit/refund-charges.ts'
import { roundCharges } from '../debit/round-charges.ts'
import type { Engine } from '../engine.ts'
import { Decimal } from '../exact-decimal.ts'
import { isWithinLimit } from '../rating/limits.ts'
import { openLookup } from '../rating/open-lookup.ts'
import { presentCallCost } from '../rating/present-call-cost.ts'
import { priceUsage } from '../rating/price-usage.ts'
import { isMap } from '../rpc/read-values.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import type { Unit } from '../store/unit.ts'
import { type Described, type Descriptor, descriptorMembers, readDescriptor, requestIn } from './call-descriptor.ts'

/** The call descriptor API (section 7.4). Its errors are bare. */
export const responderMethods: Methods = {
  GetCost: method(descriptorMembers, (engine, descriptor) => {
    const described = readDescriptor(engine, descriptor)
    return engine.read((unit) => {
      const request = requestIn(unit, described, 'debit')
      if (!isWithinLimit(request.tor, request.usage)) throw new RpcError('MAX_USAGE_EXCEEDED')
      const price = priceUsage(openLookup(unit), { ...request, tenant: described.tenant })
      if ('error' in price) throw new RpcError(price.error)
      const charges = chargesOfPrice(price).filter((one) => one.kind !== 'fee' || !one.costEach.isZero())
      return presentCallCost({ ...headOf(described), charges, cost: price.cost, accountSummary: null })
    })
  }),
  Debit: method(descriptorMembers, (engine, descriptor) => debit(engine, descriptor, 'debit')),
  MaxDebit: method(descriptorMembers, (engine, descriptor) => debit(engine, descriptor, 'grant')),
  GetMaxSessionTime: method(descriptorMembers, (engine, descriptor) => {
    const described = readDescriptor(engine, descriptor)
    return engine.read((unit) => {
      const most = maxUsage(requireAccount(unit, described), requestIn(unit, described, 'grant'), openDebitLookup(unit))
      if (most === 'unlimited') return -1
      if ('error' in most) throw new RpcError(most.error)
      return most.usage.toNumber()
    })
  }),
  RefundIncrements: method(descriptorMembers, (engine, descriptor) => refund(engine, descriptor, unitsAndMoney)),
  RefundRounding: method(descriptorMembers, (engine, descriptor) => refund(engine, descriptor, moneyOnly)),
}

function debit(engine: Engine, descriptor: Descriptor, mode: DebitMode): Promise<object> {
  const described = readDescriptor(engine, descriptor)
  return engine.change((unit) => {
    const account = requireAccount(unit, described)
    const request = requestIn(unit, described, mode)
    const done = debitUsage(account, request, openDebitLookup(unit))
    if ('error' in done) throw new RpcError(done.error)
    const rounded = descriptor.PerformRounding ? roundCharges(done.account, done.charges, done) : undefined
    const { account: next, others, charges } = rounded ?? done
    if (!descriptor.DryRun) keepCharged(engine, unit, { before: account, next, others, request, charges })
    return presentCallCost({
      ...headOf(described),
      charges: done.charges,
      cost: done.cost.plus(rounded?.correction ?? 0),
      accountSummary: presentAccountSummary(next),
    })
  })
}

/** What increments took goes back to the balances that they name. */
function refund(
  engine: Engine,
  descriptor: Descriptor,
  repaymentsOf: (one: Increment, tenant: string) => Repayment[],
): Promise<object> {
  const key = { tenant: descriptor.Tenant || engine.tenant, account: descriptor.Account || descriptor.Subject }
  return engine.change((unit) => {
    const account = requireAccount(unit, key)
    const repayments = descriptor.Increments.flatMap((one) => repaymentsOf(one, key.tenant))
    const findOther = (name: string) => findAccount(unit, { tenant: key.tenant, account: name })
    const { account: next, others } = repayAll(account, repayments, findOther)
    keepCharged(engine, unit, { before: account, next, others, request: null, charges: [] })
    return presentAccount(next)
  })
}

type Increment = Descriptor['Increments'][number]

function moneyOnly({ Cost, BalanceInfo, CompressFactor }: Increment, tenant: string): Repayment[] {
  const payer = payerOf(BalanceInfo.Monetary, tenant)
  return payer === undefined ? [] : [{ ...payer, amount: Cost.times(timesOf(CompressFactor)) }]
}

function unitsAndMoney(increment: Increment, tenant: string): Repayment[] {
  const { Unit } = increment.BalanceInfo
  const payer = payerOf(Unit, tenant)
  // A balance with a factor gave more or less than the usage; what it gave is then named.
  const each = isMap(Unit) && typeof Unit.Consumed === 'number' ? new Decimal(Unit.Consumed) : increment.Duration
  const units = payer === undefined ? [] : [{ ...payer, amount: each.times(timesOf(increment.CompressFactor)) }]
  return [...units, ...moneyOnly(increment, tenant)]
}

/** The balance, and the account of the same tenant that it belongs to when a shared group paid. */
function payerOf(info: unknown, tenant: string): { uuid: string; account?: string } | undefined {
  if (!isMap(info) || typeof info.UUID !== 'string' || info.UUID === '') return undefined
  const { UUID: uuid, AccountID: id } = info
  const isNamed = typeof id === 'string' && id.startsWith(`${tenant}:`)
  return isNamed ? { uuid, account: id.slice(tenant.length + 1) } : { uuid }
}

/** An increment that says no number is one. */
function timesOf(factor: Decimal): Decimal {
  return Decimal.max(1, factor)
}

function requireAccount(unit: Unit, { tenant, account }: { tenant: string; account: string }): Account {
  const found = findAccount(unit, { tenant, account })
  if (found === undefined) throw new RpcError('ACCOUNT_NOT_FOUND')
  return found
}

function headOf({ tenant, account, request, start, from }: Described) {
  return {
    head: {
      Category: request.category,
      Tenant: tenant,
      Subject: request.subject,
      Account: account,
      Destination: request.destination,
      ToR: request.tor,
    },
    start,
    from,
  }
}
