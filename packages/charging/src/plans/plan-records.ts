import type { AccountKey } from '../accounts/account-key.ts'
import { defineCollection, defineDocuments } from '../store/collection.ts'
import { joinKey, keyPrefix, numberKey, splitKey, tenantKey, timeKey, weightKey } from '../store/key.ts'
import { nextNumber } from '../store/sequence.ts'
import type { Unit } from '../store/unit.ts'
import type { Calendar } from './calendar.ts'

export type Timing = {
  readonly uuid: string
  readonly actionsId: string
  readonly weight: number
  readonly calendar: Calendar
  readonly asap: boolean
  readonly nextRunAt: Date | null
}

export type Plan = {
  readonly id: string
  /** another one when a plan is made again after its removal */
  readonly generation: number
  readonly timings: readonly Timing[]
}

type TimingJson = Omit<Timing, 'nextRunAt'> & { readonly nextRunAt: string | null }
type PlanJson = Omit<Plan, 'timings'> & { readonly timings: readonly TimingJson[] }

export const plans = defineCollection<Plan, PlanJson>({
  name: 'action-plan',
  write: (plan) => ({
    ...plan,
    timings: plan.timings.map((timing) => ({ ...timing, nextRunAt: timing.nextRunAt?.toISOString() ?? null })),
  }),
  read: (json) => ({
    ...json,
    timings: json.timings.map((timing) => ({
      ...timing,
      nextRunAt: timing.nextRunAt === null ? null : new Date(timing.nextRunAt),
    })),
  }),
})

/** By plan and account: when the account was attached, in milliseconds since 1970. */
const planAccounts = defineDocuments<number>('plan-account')
/** The same by account and plan. */
const accountPlans = defineDocuments<1>('account-plan')
/** What runs when: a key of time, weight, plan and place of the timing in its plan, so that the first is due first. */
export const dueTimings = defineDocuments<1>('due-timing')

/** Stores a plan in place of any of that id, detaching its accounts. `*asap` runs that wait stay. */
export function putPlan(unit: Unit, id: string, timings: readonly Timing[]): void {
  const old = unit.get(plans, id)
  if (old !== undefined) removePlan(unit, id)
  const generation = old?.generation ?? nextNumber(unit, 'action-plan')
  unit.put(plans, id, { id, generation, timings })
  for (const [place, timing] of timings.entries()) scheduleTiming(unit, id, { place, timing })
}

/** Removes a plan with its schedule and memberships, at once, unlike CGRateS (section 4.6). */
export function removePlan(unit: Unit, id: string): void {
  for (const [place, timing] of unit.get(plans, id)?.timings.entries() ?? []) {
    if (timing.nextRunAt !== null) unit.remove(dueTimings, dueKey(id, { place, timing }))
  }
  for (const account of accountsOf(unit, id)) {
    unit.remove(planAccounts, joinKey(id, account))
    unit.remove(accountPlans, joinKey(account, id))
  }
  unit.remove(plans, id)
}

/** Moves a timing to its next run. */
export function rescheduleTiming(unit: Unit, plan: Plan, place: number, nextRunAt: Date | null): void {
  const old = plan.timings[place]
  if (old === undefined) return
  if (old.nextRunAt !== null) unit.remove(dueTimings, dueKey(plan.id, { place, timing: old }))
  const timing = { ...old, nextRunAt }
  unit.put(plans, plan.id, { ...plan, timings: plan.timings.with(place, timing) })
  scheduleTiming(unit, plan.id, { place, timing })
}

function scheduleTiming(unit: Unit, planId: string, placed: { place: number; timing: Timing }): void {
  if (placed.timing.nextRunAt !== null) unit.put(dueTimings, dueKey(planId, placed), 1)
}

function dueKey(planId: string, { place, timing }: { place: number; timing: Timing }): string {
  return joinKey(timeKey(timing.nextRunAt ?? new Date(0)), weightKey(timing.weight), planId, numberKey(place))
}

export type DueTiming = { at: string; planId: string; place: number }

export function readDueKey(key: string): DueTiming {
  const [at = '', , planId = '', place = ''] = splitKey(key)
  return { at, planId, place: Number(place) }
}

/** True when the account was not attached before. */
export function attachAccount(unit: Unit, planId: string, { tenant, account }: AccountKey): boolean {
  const name = tenantKey(tenant, account)
  if (unit.has(planAccounts, joinKey(planId, name))) return false
  unit.put(planAccounts, joinKey(planId, name), unit.now.getTime())
  unit.put(accountPlans, joinKey(name, planId), 1)
  return true
}

/** Takes a timing from a plan, whose accounts and other timings stay. */
export function removeTiming(unit: Unit, plan: Plan, uuid: string): void {
  for (const [place, timing] of plan.timings.entries()) {
    if (timing.nextRunAt !== null) unit.remove(dueTimings, dueKey(plan.id, { place, timing }))
  }
  const timings = plan.timings.filter((timing) => timing.uuid !== uuid)
  unit.put(plans, plan.id, { ...plan, timings })
  for (const [place, timing] of timings.entries()) scheduleTiming(unit, plan.id, { place, timing })
}

/** Detaches the account from one plan. */
export function detachFromPlan(unit: Unit, { tenant, account }: AccountKey, planId: string): void {
  const name = tenantKey(tenant, account)
  unit.remove(planAccounts, joinKey(planId, name))
  unit.remove(accountPlans, joinKey(name, planId))
}

/** Detaches the account from every plan but these. */
export function detachAccount(unit: Unit, { tenant, account }: AccountKey, keep: readonly string[]): void {
  for (const planId of plansOf(unit, { tenant, account })) {
    if (!keep.includes(planId)) detachFromPlan(unit, { tenant, account }, planId)
  }
}

export function plansOf(unit: Unit, { tenant, account }: AccountKey): string[] {
  return Array.from(unit.keys(accountPlans, keyPrefix(tenantKey(tenant, account))), (key) => splitKey(key)[1] ?? '')
}

/** `tenant:account` of each account of a plan, in order. */
export function accountsOf(unit: Unit, planId: string): string[] {
  return Array.from(unit.keys(planAccounts, keyPrefix(planId)), (key) => splitKey(key)[1] ?? '')
}

export function countAccountsOf(unit: Unit, planId: string): number {
  return unit.count(planAccounts, keyPrefix(planId))
}

/** The first account of a plan behind this one, with the time when it was attached. */
export function accountAfter(unit: Unit, planId: string, after: string): { name: string; since: number } | undefined {
  const key = unit.keyAfter(planAccounts, joinKey(planId, after))
  if (key === undefined || !key.startsWith(keyPrefix(planId))) return undefined
  return { name: splitKey(key)[1] ?? '', since: unit.get(planAccounts, key) ?? 0 }
}

/** An account from `tenant:account`. */
export function toAccountKey(name: string): AccountKey {
  const colon = name.indexOf(':')
  return { tenant: name.slice(0, Math.max(0, colon)), account: name.slice(colon + 1) }
}
