import { z } from 'zod'
import { upstreamFailed } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { callOcs, lookUpInOcs } from './ocs-client.ts'

type Ocs = Pick<Platform, 'config' | 'addresses'>

const ZIdSet = z.record(z.string(), z.boolean()).nullish()

const ZOcsBalance = z.looseObject({
  Uuid: z.string().default(''),
  ID: z.string().default(''),
  Value: z.number(),
  /** the zero time means never */
  ExpirationDate: z.string(),
  Weight: z.number().default(0),
  DestinationIDs: ZIdSet,
  Disabled: z.boolean().default(false),
  Blocker: z.boolean().default(false),
})
export type OcsBalance = z.output<typeof ZOcsBalance>

const ZOcsAccount = z.looseObject({
  /** `tenant:account` */
  ID: z.string(),
  BalanceMap: z.record(z.string(), z.array(ZOcsBalance).nullable()).nullable(),
  AllowNegative: z.boolean().default(false),
  Disabled: z.boolean().default(false),
})
export type OcsAccount = z.output<typeof ZOcsAccount>

const ZAccountPlans = z
  .array(
    z.looseObject({
      ActionPlanId: z.string(),
      ActionsId: z.string().default(''),
      NextExecTime: z.string().nullish(),
    }),
  )
  .nullable()
/** A plan that an account is attached to, with its next run. */
export type OcsAccountPlan = NonNullable<z.output<typeof ZAccountPlans>>[number]

const ZScheduled = z
  .array(z.looseObject({ ActionPlanID: z.string(), ActionsID: z.string().default(''), NextRunTime: z.string() }))
  .nullable()
export type OcsScheduledAction = NonNullable<z.output<typeof ZScheduled>>[number]

const ZPlans = z.array(
  z.looseObject({
    Id: z.string(),
    AccountIDs: ZIdSet,
    ActionTimings: z.array(z.looseObject({ ActionsID: z.string().default('') })).nullish(),
  }),
)
export type OcsPlan = z.output<typeof ZPlans>[number]

/** The account of this name with its balances; undefined when there is none. */
export async function readOcsAccount(ocs: Ocs, account: string): Promise<OcsAccount | undefined> {
  const found = await lookUpInOcs(ocs, 'APIerSv2.GetAccount', { Tenant: ocs.config.ocs.ocsTenant, Account: account })
  return found === undefined ? undefined : understand(ZOcsAccount, found)
}

/** Several accounts at once, by name; unknown names are left out. */
export async function readOcsAccounts(ocs: Ocs, names: readonly string[]): Promise<Map<string, OcsAccount>> {
  if (names.length === 0) return new Map()
  const found = await lookUpInOcs(ocs, 'APIerSv2.GetAccounts', {
    Tenant: ocs.config.ocs.ocsTenant,
    AccountIDs: names,
    Limit: names.length,
  })
  const accounts = understand(z.array(ZOcsAccount).nullable(), found ?? [])
  return new Map((accounts ?? []).map((account) => [account.ID.slice(account.ID.indexOf(':') + 1), account]))
}

/** The plans that an account is attached to. */
export async function readOcsAccountPlans(ocs: Ocs, account: string): Promise<OcsAccountPlan[]> {
  const found = await lookUpInOcs(ocs, 'APIerSv1.GetAccountActionPlan', {
    Tenant: ocs.config.ocs.ocsTenant,
    Account: account,
  })
  return understand(ZAccountPlans, found ?? []) ?? []
}

/** Every run that plans have coming. */
export async function readScheduledActions(ocs: Ocs): Promise<OcsScheduledAction[]> {
  const found = await lookUpInOcs(ocs, 'APIerSv1.GetScheduledActions', {})
  return understand(ZScheduled, found ?? []) ?? []
}

/** One plan with its accounts, or all plans without an id. */
export async function readOcsPlans(ocs: Ocs, id?: string): Promise<OcsPlan[]> {
  const found = await lookUpInOcs(ocs, 'APIerSv1.GetActionPlan', { ID: id ?? '' })
  return understand(ZPlans, found ?? [])
}

/** Ends a plan for all its accounts. */
export async function removeOcsPlan(ocs: Ocs, id: string): Promise<void> {
  await callOcs(ocs, 'APIerSv1.RemoveActionPlan', { Id: id })
}

/** Allows or refuses use. Answers false when there is no such account; none is made. */
export async function switchOcsAccount(ocs: Ocs, account: string, disabled: boolean): Promise<boolean> {
  const found = await readOcsAccount(ocs, account)
  if (!found) return false
  if (found.Disabled === disabled) return true
  await callOcs(ocs, 'APIerSv2.SetAccount', {
    Tenant: ocs.config.ocs.ocsTenant,
    Account: account,
    ExtraOptions: { AllowNegative: found.AllowNegative, Disabled: disabled },
    ReloadScheduler: true,
  })
  return true
}

/** Removes the account with its balances, the plans that are its own, and its attribute profile. Removing twice is the same. */
export async function removeOcsAccount(ocs: Ocs, account: string): Promise<void> {
  const tenant = ocs.config.ocs.ocsTenant
  // Only plans that bear its name are its own; removing the account detaches it from the others.
  for (const { ActionPlanId } of await readOcsAccountPlans(ocs, account)) {
    if (ActionPlanId.includes(account)) await removeOcsPlan(ocs, ActionPlanId)
  }
  await callOcs(ocs, 'APIerSv2.RemoveAccount', { Tenant: tenant, Account: account, ReloadScheduler: true })
  await lookUpInOcs(ocs, 'APIerSv1.RemoveAttributeProfile', { Tenant: tenant, ID: `ATTR_ACCOUNT_${account}` })
}

function understand<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = schema.safeParse(value)
  if (!read.success) throw upstreamFailed('The charging system gave an answer that cannot be understood')
  return read.data
}
