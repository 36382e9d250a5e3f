import type { IdSet } from '../accounts/account.ts'
import { notFound } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import { timings } from './collections.ts'

/** A timing that a balance names must exist (section 3.7). */
export function requireTimings(unit: Unit, ids: IdSet | undefined): void {
  if (findUnknownTiming(unit, Object.keys(ids ?? {})) !== undefined) throw notFound()
}

export function findUnknownTiming(unit: Unit, ids: readonly string[]): string | undefined {
  return ids.find((id) => !unit.has(timings, id))
}
