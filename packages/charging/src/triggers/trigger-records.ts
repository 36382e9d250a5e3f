import { defineDocuments } from '../store/collection.ts'
import { joinKey, keyPrefix } from '../store/key.ts'
import { nextNumber } from '../store/sequence.ts'
import type { Unit } from '../store/unit.ts'
import type { Trigger } from './trigger.ts'

/** A trigger of a group, with its place in the order in which triggers were made. */
type StoredTrigger = { readonly place: number; readonly trigger: Trigger }

const groupTriggers = defineDocuments<StoredTrigger>('action-trigger')

/** The triggers of groups in the order they were made; an empty list of groups means all. */
export function findTriggerGroups(unit: Unit, groups: readonly string[]): Trigger[] {
  const prefixes = groups.length === 0 ? [''] : [...new Set(groups)].sort().map((group) => keyPrefix(group))
  return prefixes
    .flatMap((prefix) => [...unit.entries(groupTriggers, prefix)].map(([, stored]) => stored))
    .sort((a, b) => compare(a.trigger.id, b.trigger.id) || a.place - b.place)
    .map(({ trigger }) => trigger)
}

export function findTrigger(unit: Unit, groupId: string, uniqueId: string): Trigger | undefined {
  return unit.get(groupTriggers, joinKey(groupId, uniqueId))?.trigger
}

export function putTrigger(unit: Unit, trigger: Trigger): void {
  const key = joinKey(trigger.id, trigger.uniqueId)
  const place = unit.get(groupTriggers, key)?.place ?? nextNumber(unit, 'action-trigger')
  unit.put(groupTriggers, key, { place, trigger })
}

/** Removes one trigger, or with an empty unique id the whole group. */
export function removeTriggers(unit: Unit, groupId: string, uniqueId: string): void {
  const keys = uniqueId === '' ? unit.keys(groupTriggers, keyPrefix(groupId)) : [joinKey(groupId, uniqueId)]
  for (const key of keys) unit.remove(groupTriggers, key)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
