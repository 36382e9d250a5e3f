import { randomUUID } from 'node:crypto'
import { findAccount } from '../accounts/account-records.ts'
import { keepCharged } from '../actions/keep-charged-account.ts'
import type { Cdr } from '../cdrs/cdr.ts'
import { cdrOfEvent } from '../cdrs/read-event.ts'
import type { DebitRequest } from '../debit/debit-request.ts'
import { debitUsage } from '../debit/debit-usage.ts'
import { eventCostOf } from '../debit/event-cost.ts'
import { maxUsage } from '../debit/max-usage.ts'
import { openDebitLookup } from '../debit/open-debit-lookup.ts'
import { roundCharges } from '../debit/round-charges.ts'
import { matchDestinations } from '../destinations/destination-records.ts'
import { type Bound, freeMap, text } from '../rpc/bind-members.ts'
import { requireMembers, serverError } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import type { Unit } from '../store/unit.ts'

/** Usage as light clients describe it: texts all of them (section 7.4). */
const usageMembers = {
  ToR: text,
  RequestType: text,
  Tenant: text,
  Category: text,
  Account: text,
  Subject: text,
  Destination: text,
  SetupTime: text,
  AnswerTime: text,
  Usage: text,
  ExtraFields: freeMap,
}
const LONGEST_CALL = '3h'

export const usageRecordMethods: Methods = {
  GetMaxUsage: method(usageMembers, (engine, argument) => {
    requireMembers(argument, ['Account', 'Destination'])
    return engine.read((unit) => {
      const cdr = recordOf(argument, engine.tenant, unit.now)
      const most = maxUsage(requireAccount(unit, cdr), requestOf(unit, cdr), openDebitLookup(unit))
      if (most === 'unlimited') return -1
      if ('error' in most) throw serverError(most.error)
      return most.usage.toNumber()
    })
  }),
  /** Draws nothing below zero that may not go there: all is taken, or nothing is and the error says why. */
  DebitUsage: method(usageMembers, (engine, argument) => {
    requireMembers(argument, ['Account', 'Destination', 'Usage'])
    return engine.change((unit) => {
      const cdr = recordOf(argument, engine.tenant, unit.now)
      const account = requireAccount(unit, cdr)
      const request = { ...requestOf(unit, cdr), deniesNegative: !account.allowNegative }
      const done = debitUsage(account, request, openDebitLookup(unit))
      if ('error' in done) throw serverError(done.error)
      const { account: next, others, charges } = roundCharges(done.account, done.charges, done)
      keepCharged(engine, unit, { before: account, next, others, request, charges })
      return 'OK'
    })
  }),
  /** What an event would cost its account, which keeps what it has. */
  GetAccountCost: method({ Tenant: text, Event: freeMap }, (engine, { Tenant, Event }) => {
    requireMembers({ Event }, ['Event'])
    return engine.read((unit) => {
      const cdr = cdrOfEvent(Event, { tenant: Tenant || engine.tenant, now: unit.now })
      const request = requestOf(unit, cdr)
      const done = debitUsage(requireAccount(unit, cdr), request, openDebitLookup(unit))
      if ('error' in done) throw serverError(done.error)
      const { account, charges, correction } = roundCharges(done.account, done.charges, done)
      const cost = done.cost.plus(correction)
      return eventCostOf({ ...cdr, start: request.at, usage: done.covered, cost, charges, account })
    })
  }),
}

function recordOf(argument: Bound<typeof usageMembers>, tenant: string, now: Date): Cdr {
  const { ExtraFields, ...fields } = argument
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
  return cdrOfEvent({ Usage: LONGEST_CALL, ...ExtraFields, ...given }, { tenant, now })
}

function requestOf(unit: Unit, cdr: Cdr): DebitRequest {
  return {
    mode: 'debit',
    tor: cdr.tor,
    category: cdr.category,
    destination: cdr.destination,
    destinations: matchDestinations(unit, cdr.destination),
    subject: cdr.subject,
    at: cdr.answerTime ?? cdr.setupTime ?? unit.now,
    usage: cdr.usage,
    factorKey: cdr.extraFields.BalanceFactorID ?? '',
    newUuid: randomUUID,
  }
}

function requireAccount(unit: Unit, cdr: Cdr) {
  const account = findAccount(unit, { tenant: cdr.tenant, account: cdr.account })
  if (account === undefined) throw serverError('ACCOUNT_NOT_FOUND')
  return account
}
