import type { Trigger } from './trigger.ts'

/** The triggers that an action's ExtraParameters name by GroupID, UniqueID and ThresholdType; all without them. */
export function chosenTriggers(extraParameters: string): (trigger: Trigger) => boolean {
  const { GroupID, UniqueID, ThresholdType } = readNames(extraParameters)
  const isMeant = (wanted: unknown, value: string) => wanted === undefined || wanted === '' || wanted === value
  return (trigger) =>
    isMeant(GroupID, trigger.id) && isMeant(UniqueID, trigger.uniqueId) && isMeant(ThresholdType, trigger.thresholdType)
}

function readNames(json: string): Record<string, unknown> {
  try {
    const names: unknown = JSON.parse(json)
    return typeof names === 'object' && names !== null ? (names as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
