import { defineDocuments } from './collection.ts'
import type { Unit } from './unit.ts'

const sequences = defineDocuments<number>('sequence')

/** The next number of a named sequence, from 1 on, without gaps. */
export function nextNumber(unit: Unit, name: string): number {
  const next = (unit.get(sequences, name) ?? 0) + 1
  unit.put(sequences, name, next)
  return next
}
