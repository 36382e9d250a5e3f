import { createHash } from 'node:crypto'
import type { Decimal } from '../exact-decimal.ts'

/** A charging data record (section 11.8). */
export type Cdr = {
  readonly tenant: string
  readonly cgrid: string
  readonly runId: string
  readonly originHost: string
  readonly source: string
  readonly originId: string
  readonly tor: string
  readonly requestType: string
  readonly category: string
  readonly account: string
  readonly subject: string
  readonly destination: string
  readonly setupTime: Date | null
  readonly answerTime: Date | null
  /** nanoseconds of *voice, else bytes or count */
  readonly usage: Decimal
  readonly extraFields: Readonly<Record<string, string>>
  readonly extraInfo: string
  readonly preRated: boolean
  readonly partial: boolean
  readonly costSource: string
  /** -1 when not rated */
  readonly cost: Decimal
  /** an EventCost (section 11.7), or null */
  readonly costDetails: object | null
}

/** A stored record has its place in the order of all records. */
export type StoredCdr = Cdr & { readonly orderId: number; readonly createdAt: Date }

/** Names an event for good: SHA-1 in hex of origin id and origin host, one after the other (section 8.1). */
export function cgridOf(originId: string, originHost: string): string {
  return createHash('sha1').update(originId).update(originHost).digest('hex')
}
