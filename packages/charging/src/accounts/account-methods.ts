import { inTransaction } from '../database/transaction.ts'
import { attachToPlans, detachFromOtherPlans, reloadScheduler, requirePlans } from '../plans/set-account-plans.ts'
import { flag, flagMap, freeMap, integer, optional, text, textList } from '../rpc/bind-members.ts'
import { isMap, readBoolean } from '../rpc/read-values.ts'
import { notFound, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { addTriggerGroups } from '../triggers/add-trigger-groups.ts'
import type { Account } from './account.ts'
import { presentAccount, presentAccountV1 } from './present-account.ts'
import { countAccounts, deleteAccount, lockOrCreateAccount, readAccount, readAccounts, saveAccount } from './tables.ts'

const accountMember = { Tenant: text, Account: text }
const pageMembers = {
  Tenant: text,
  AccountIDs: optional(textList),
  Offset: integer,
  Limit: optional(integer),
  Filter: freeMap,
}

export const accountMethodsV1: Methods = {
  SetAccount: method(
    { ...accountMember, ActionPlanID: text, ActionTriggersID: text, ExtraOptions: flagMap, ReloadScheduler: flag },
    async (engine, argument) => {
      requireMembers(argument, ['Account'])
      const plans = argument.ActionPlanID === '' ? undefined : [argument.ActionPlanID]
      const groups = argument.ActionTriggersID === '' ? undefined : [argument.ActionTriggersID]
      const key = { tenant: argument.Tenant || engine.tenant, account: argument.Account }
      return await inTransaction(engine, async (unit) => {
        const now = engine.now()
        await requirePlans(unit, plans ?? [])
        const before = await lockOrCreateAccount(unit.tx, key, now)
        const next = withOptions(before, argument.ExtraOptions)
        const armed = groups === undefined ? next : await addTriggerGroups(unit, next, { groups, overwrite: true })
        await saveAccount(unit, before, armed, now)
        if (plans !== undefined) {
          await detachFromOtherPlans(unit, key, plans)
          await attachToPlans(unit, { key, ids: plans, onlyNew: true, now })
        }
        if (argument.ReloadScheduler) await reloadScheduler(unit)
        return 'OK'
      })
    },
  ),
  GetAccount: method(accountMember, async (engine, { Tenant, Account }) => {
    const account = await readAccount(engine.pool, { tenant: Tenant || engine.tenant, account: Account })
    if (account === undefined) throw notFound()
    return presentAccountV1(account)
  }),
  GetAccounts: method(pageMembers, async (engine, argument) => {
    const accounts = await readAccounts(engine.pool, page(argument, engine.tenant))
    return accounts.filter(wanted(argument.Filter)).map(presentAccountV1)
  }),
  GetAccountsCount: method({ Tenant: text }, (engine, { Tenant }) =>
    countAccounts(engine.pool, Tenant || engine.tenant),
  ),
  GetAccountIDs: method(pageMembers, async (engine, argument) => {
    const accounts = await readAccounts(engine.pool, page(argument, engine.tenant))
    if (accounts.length === 0) throw notFound()
    return accounts.map((account) => account.name)
  }),
  RemoveAccount: method({ ...accountMember, ReloadScheduler: flag }, async (engine, argument) => {
    requireMembers(argument, ['Account'])
    const key = { tenant: argument.Tenant || engine.tenant, account: argument.Account }
    return await inTransaction(engine, async (unit) => {
      await deleteAccount(unit, key)
      return 'OK'
    })
  }),
}

export const accountMethodsV2: Methods = {
  SetAccount: method(
    {
      ...accountMember,
      ActionPlanIDs: textList,
      ActionPlansOverwrite: flag,
      ActionTriggerIDs: textList,
      ActionTriggerOverwrite: flag,
      ExtraOptions: flagMap,
      ReloadScheduler: flag,
    },
    async (engine, argument) => {
      requireMembers(argument, ['Account'])
      const key = { tenant: argument.Tenant || engine.tenant, account: argument.Account }
      return await inTransaction(engine, async (unit) => {
        const now = engine.now()
        await requirePlans(unit, argument.ActionPlanIDs)
        const before = await lockOrCreateAccount(unit.tx, key, now)
        const next = await addTriggerGroups(unit, withOptions(before, argument.ExtraOptions), {
          groups: argument.ActionTriggerIDs,
          overwrite: argument.ActionTriggerOverwrite,
        })
        await saveAccount(unit, before, next, now)
        if (argument.ActionPlansOverwrite) await detachFromOtherPlans(unit, key, argument.ActionPlanIDs)
        await attachToPlans(unit, { key, ids: argument.ActionPlanIDs, onlyNew: false, now })
        if (argument.ReloadScheduler) await reloadScheduler(unit)
        return 'OK'
      })
    },
  ),
  GetAccount: method(accountMember, async (engine, { Tenant, Account }) => {
    const account = await readAccount(engine.pool, { tenant: Tenant || engine.tenant, account: Account })
    if (account === undefined) throw notFound()
    return presentAccount(account)
  }),
  GetAccounts: method(pageMembers, async (engine, argument) => {
    const accounts = await readAccounts(engine.pool, page(argument, engine.tenant))
    return accounts.filter(wanted(argument.Filter)).map(presentAccount)
  }),
  GetAccountsCount: method({ Tenant: text }, async (engine, { Tenant }) => {
    const count = await countAccounts(engine.pool, Tenant || engine.tenant)
    if (count === 0) throw notFound()
    return count
  }),
}

/** The account with the options that were sent; AllowNegative and Disabled count only inside ExtraOptions. */
function withOptions(account: Account, options: Record<string, boolean>): Account {
  const allowNegative = options.AllowNegative ?? account.allowNegative
  const disabled = options.Disabled ?? account.disabled
  return allowNegative === account.allowNegative && disabled === account.disabled
    ? account
    : { ...account, allowNegative, disabled }
}

function page(argument: { Tenant: string; AccountIDs?: string[]; Offset: number; Limit?: number }, tenant: string) {
  return {
    tenant: argument.Tenant || tenant,
    names: argument.AccountIDs?.length ? argument.AccountIDs : undefined,
    offset: Math.max(0, argument.Offset),
    limit: argument.Limit === undefined ? null : Math.max(0, argument.Limit),
  }
}

/** `Filter` is applied after paging (section 3.5). */
function wanted(filter: Record<string, unknown>): (account: Account) => boolean {
  const { AllowNegative, Disabled } = isMap(filter) ? filter : {}
  return (account) =>
    (AllowNegative === undefined || readBoolean(AllowNegative, 'AllowNegative') === account.allowNegative) &&
    (Disabled === undefined || readBoolean(Disabled, 'Disabled') === account.disabled)
}
