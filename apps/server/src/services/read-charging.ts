import type { ActionPlan, Balance, Cgrates } from '@omnicrm/contract'
import { currencyOf } from '../platform/config/config-schema.ts'
import type { Context } from '../platform/context.ts'
import { DomainError } from '../platform/errors.ts'
import {
  type OcsAccount,
  type OcsAccountPlan,
  type OcsBalance,
  readOcsAccount,
  readOcsAccountPlans,
} from '../platform/ocs/account.ts'
import { type BalanceKind, describeBalance, type MoneyStyle } from './balance-texts.ts'
import { planNames, readPlanId, splitPlanId } from './plan-names.ts'
import { relativeTime } from './relative-time.ts'

const KINDS = { '*data': 'DATA', '*voice': 'VOICE', '*sms': 'SMS', '*monetary': 'MONETARY' } as const

type PlanProduct = { product_name: string; contract_days: number }

/**
 * Balances and plans of a service as the charging system has them now; nothing of either when it knows no such account.
 * Undefined when it does not answer: the service itself can still be shown.
 */
export async function readCharging(context: Context, serviceUuid: string): Promise<Cgrates | undefined> {
  const { platform } = context
  try {
    const [account, plans] = await Promise.all([
      readOcsAccount(platform, serviceUuid),
      readOcsAccountPlans(platform, serviceUuid),
    ])
    return presentCharging(account, plans, {
      now: context.now(),
      money: moneyStyle(context),
      products: await productsOf(context, plans),
    })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    platform.log.warn({ err: error, serviceUuid }, 'balances could not be read')
    return undefined
  }
}

/** The `cgrates` object of api.md, 17.1. */
export function presentCharging(
  account: OcsAccount | undefined,
  plans: readonly OcsAccountPlan[],
  options: { now: Date; money: MoneyStyle; products: ReadonlyMap<number, PlanProduct> },
): Cgrates {
  const map: Cgrates['BalanceMap'] = {}
  for (const [type, balances] of Object.entries(account?.BalanceMap ?? {})) {
    const kind = kindOf(type)
    if (!kind || !balances?.length) continue
    map[kind] = balances.toSorted(byUse).map((balance): Balance => describeBalance(balance, { ...options, kind }))
  }
  return { BalanceMap: map, ActionPlans: plans.map((plan) => describePlan(plan, options)) }
}

function kindOf(type: string): BalanceKind | undefined {
  return KINDS[type as keyof typeof KINDS]
}

/** In the order in which they are used: higher weight first. */
function byUse(one: OcsBalance, other: OcsBalance): number {
  return other.Weight - one.Weight
}

function describePlan(
  plan: OcsAccountPlan,
  { now, products }: { now: Date; products: ReadonlyMap<number, PlanProduct> },
): ActionPlan {
  const next = runTime(plan.NextExecTime)
  const { productId } = readPlanId(plan.ActionPlanId)
  return {
    ActionPlanId: plan.ActionPlanId,
    NextExecTime: next?.toISOString() ?? null,
    custom_NextExecTime_hr: next ? relativeTime(next, now) : 'never',
    ActionPlanId_split_dict: splitPlanId(plan.ActionPlanId),
    ...planNames(plan.ActionPlanId, productId === undefined ? undefined : products.get(productId)),
  }
}

/** A next run; null when the plan has none to come (the charging system writes the zero time). */
export function runTime(text: string | null | undefined): Date | null {
  if (!text || text.startsWith('0001-01-01')) return null
  const time = new Date(text)
  return Number.isNaN(time.getTime()) ? null : time
}

export function moneyStyle(context: Context): MoneyStyle {
  const { config, decimals } = context.platform
  return { currency: currencyOf(config), decimals, locale: config.locale }
}

async function productsOf(context: Context, plans: readonly OcsAccountPlan[]): Promise<Map<number, PlanProduct>> {
  const ids = plans.flatMap((plan) => readPlanId(plan.ActionPlanId).productId ?? [])
  if (ids.length === 0) return new Map()
  const rows = await context.db
    .selectFrom('product')
    .select(['product_id', 'product_name', 'contract_days'])
    .where('product_id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.product_id, row]))
}
