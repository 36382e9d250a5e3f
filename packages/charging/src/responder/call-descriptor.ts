import { randomUUID } from 'node:crypto'
import type { DebitMode, DebitRequest } from '../debit/debit-request.ts'
import { matchDestinations } from '../destinations/destination-records.ts'
import type { Engine } from '../engine.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import { type Bound, decimal, flag, freeMap, integer, listOf, text } from '../rpc/bind-members.ts'
import type { Unit } from '../store/unit.ts'
import { readNanoseconds } from '../times/read-nanoseconds.ts'

/** The argument of the call descriptor methods (section 7.4). */
export const descriptorMembers = {
  Category: text,
  Tenant: text,
  Subject: text,
  Account: text,
  Destination: text,
  TimeStart: text,
  TimeEnd: text,
  LoopIndex: integer,
  DurationIndex: decimal,
  ToR: text,
  ExtraFields: freeMap,
  MaxCostSoFar: decimal,
  PerformRounding: flag,
  DryRun: flag,
  DenyNegativeAccount: flag,
  Increments: listOf({ Duration: decimal, Cost: decimal, BalanceInfo: freeMap, CompressFactor: decimal }),
}
export type Descriptor = Bound<typeof descriptorMembers>

/** A call descriptor as a debit: `TimeStart` to `TimeEnd` is the usage, `DurationIndex` its end within the session. */
export type Described = {
  tenant: string
  account: string
  start: Date
  from: Decimal
  request: Omit<DebitRequest, 'mode' | 'destinations'>
}

export function readDescriptor(engine: Engine, descriptor: Descriptor): Described {
  const start = readNanoseconds(descriptor.TimeStart)
  const usage = Decimal.max(0, readNanoseconds(descriptor.TimeEnd).minus(start))
  const from = Decimal.max(0, descriptor.DurationIndex.minus(usage))
  const account = descriptor.Account || descriptor.Subject
  const factorKey = descriptor.ExtraFields.BalanceFactorID
  const tor = descriptor.ToR || '*voice'
  const elapsed = tor === '*voice' ? from : zero
  return {
    tenant: descriptor.Tenant || engine.tenant,
    account,
    start: new Date(start.div('1e6').floor().toNumber()),
    from,
    request: {
      tor,
      category: descriptor.Category || 'call',
      destination: descriptor.Destination,
      subject: descriptor.Subject || account,
      at: new Date(start.minus(elapsed).div('1e6').floor().toNumber()),
      usage,
      from,
      isFeePaid: descriptor.LoopIndex > 0,
      spent: descriptor.MaxCostSoFar,
      factorKey: typeof factorKey === 'string' ? factorKey : '',
      deniesNegative: descriptor.DenyNegativeAccount,
      newUuid: randomUUID,
    },
  }
}

/** The request with what the state knows of its destination. */
export function requestIn(unit: Unit, { request }: Described, mode: DebitMode): DebitRequest {
  return { ...request, mode, destinations: matchDestinations(unit, request.destination) }
}
