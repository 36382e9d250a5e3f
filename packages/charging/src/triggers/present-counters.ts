import { countedBy, counterKind } from './counters.ts'
import { presentTriggerBalance } from './present-trigger.ts'
import type { Trigger } from './trigger.ts'

/** `UnitCounters` of an account: what each counter holds, by type of balance; null without any. */
export function presentCounters(triggers: readonly Trigger[]): object | null {
  const byType: Record<string, { CounterType: string; Counters: object[] }[]> = {}
  for (const trigger of triggers) {
    const kind = counterKind(trigger)
    if (kind === undefined) continue
    const type = trigger.balance.type ?? ''
    const ofType = byType[type] ?? []
    byType[type] = ofType
    const counter = {
      Value: countedBy(trigger).toNumber(),
      Filter: { ...presentTriggerBalance(trigger), ID: trigger.balance.id ?? trigger.uniqueId },
    }
    const ofKind = ofType.find(({ CounterType }) => CounterType === kind)
    if (ofKind === undefined) ofType.push({ CounterType: kind, Counters: [counter] })
    else ofKind.Counters.push(counter)
  }
  return Object.keys(byType).length === 0 ? null : byType
}
