import type { Engine } from '../engine.ts'
import { detachAccount } from '../plans/plan-records.ts'
import { attachToPlans, reloadScheduler, requirePlans } from '../plans/set-account-plans.ts'
import { flag, flagMap, freeMap, integer, optional, text, textList } from '../rpc/bind-members.ts'
import { isMap, readBoolean } from '../rpc/read-values.ts'
import { notFound, requireMembers } from '../rpc/rpc-error.ts'
import { type Method, type Methods, method } from '../rpc/services.ts'
import { tenantKey } from '../store/key.ts'
import { page } from '../store/page.ts'
import type { Unit } from '../store/unit.ts'
import { addTriggerGroups } from '../triggers/add-trigger-groups.ts'
import type { Account } from './account.ts'
import { accounts, deleteAccount, findAccount, findOrCreateAccount, saveAccount } from './account-records.ts'
import { presentAccount, presentAccountV1 } from './present-account.ts'

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
    (engine, argument) => {
      requireMembers(argument, ['Account'])
      const plans = argument.ActionPlanID === '' ? undefined : [argument.ActionPlanID]
      const groups = argument.ActionTriggersID === '' ? undefined : [argument.ActionTriggersID]
      const key = { tenant: argument.Tenant || engine.tenant, account: argument.Account }
      return engine.change((unit) => {
        requirePlans(unit, plans ?? [])
        const before = findOrCreateAccount(unit, key)
        const next = withOptions(before, argument.ExtraOptions)
        const armed = groups === undefined ? next : addTriggerGroups(unit, next, { groups, overwrite: true })
        saveAccount(engine, unit, before, armed)
        if (plans !== undefined) {
          detachAccount(unit, key, plans)
          attachToPlans(unit, { key, ids: plans, onlyNew: true })
        }
        if (argument.ReloadScheduler) reloadScheduler(engine, unit)
        return 'OK'
      })
    },
  ),
  GetAccount: getAccount(presentAccountV1),
  GetAccounts: getAccounts(presentAccountV1),
  GetAccountsCount: method({ Tenant: text }, (engine, { Tenant }) => countAccounts(engine, Tenant)),
  GetAccountIDs: method(pageMembers, (engine, argument) =>
    engine.read((unit) => {
      const names = accountNames(unit, argument, engine.tenant)
      if (names.length === 0) throw notFound()
      return names
    }),
  ),
  RemoveAccount: method({ ...accountMember, ReloadScheduler: flag }, (engine, argument) => {
    requireMembers(argument, ['Account'])
    const key = { tenant: argument.Tenant || engine.tenant, account: argument.Account }
    return engine.change((unit) => {
      deleteAccount(engine, unit, key)
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
    (engine, argument) => {
      requireMembers(argument, ['Account'])
      const key = { tenant: argument.Tenant || engine.tenant, account: argument.Account }
      return engine.change((unit) => {
        requirePlans(unit, argument.ActionPlanIDs)
        const before = findOrCreateAccount(unit, key)
        const next = addTriggerGroups(unit, withOptions(before, argument.ExtraOptions), {
          groups: argument.ActionTriggerIDs,
          overwrite: argument.ActionTriggerOverwrite,
        })
        saveAccount(engine, unit, before, next)
        if (argument.ActionPlansOverwrite) detachAccount(unit, key, argument.ActionPlanIDs)
        attachToPlans(unit, { key, ids: argument.ActionPlanIDs, onlyNew: false })
        if (argument.ReloadScheduler) reloadScheduler(engine, unit)
        return 'OK'
      })
    },
  ),
  GetAccount: getAccount(presentAccount),
  GetAccounts: getAccounts(presentAccount),
  GetAccountsCount: method({ Tenant: text }, async (engine, { Tenant }) => {
    const count = await countAccounts(engine, Tenant)
    if (count === 0) throw notFound()
    return count
  }),
}

function getAccount(present: (account: Account) => object): Method {
  return method(accountMember, (engine, { Tenant, Account }) =>
    engine.read((unit) => {
      const account = findAccount(unit, { tenant: Tenant || engine.tenant, account: Account })
      if (account === undefined) throw notFound()
      return present(account)
    }),
  )
}

function getAccounts(present: (account: Account) => object): Method {
  return method(pageMembers, (engine, argument) =>
    engine.read((unit) =>
      accountNames(unit, argument, engine.tenant)
        .flatMap((account) => findAccount(unit, { tenant: argument.Tenant || engine.tenant, account }) ?? [])
        .filter(wanted(argument.Filter))
        .map(present),
    ),
  )
}

function countAccounts(engine: Engine, tenant: string): number | Promise<number> {
  return engine.read((unit) => unit.count(accounts, tenantKey(tenant || engine.tenant, '')))
}

/** The account with the options that were sent; AllowNegative and Disabled count only inside ExtraOptions. */
function withOptions(account: Account, options: Record<string, boolean>): Account {
  const allowNegative = options.AllowNegative ?? account.allowNegative
  const disabled = options.Disabled ?? account.disabled
  return allowNegative === account.allowNegative && disabled === account.disabled
    ? account
    : { ...account, allowNegative, disabled }
}

/** The names of a tenant's accounts in order, one page of them; `AccountIDs` restricts to those. */
function accountNames(
  unit: Unit,
  argument: { Tenant: string; AccountIDs?: string[]; Offset: number; Limit?: number },
  defaultTenant: string,
): string[] {
  const prefix = tenantKey(argument.Tenant || defaultTenant, '')
  const named = argument.AccountIDs?.length
    ? [...new Set(argument.AccountIDs)].sort().map((id) => prefix + id)
    : undefined
  const keys = named?.filter((key) => unit.has(accounts, key)) ?? unit.keys(accounts, prefix)
  const limit = argument.Limit === undefined ? null : Math.max(0, argument.Limit)
  return page(keys, { offset: Math.max(0, argument.Offset), limit }).map((key) => key.slice(prefix.length))
}

/** `Filter` is applied after paging (section 3.5). */
function wanted(filter: Record<string, unknown>): (account: Account) => boolean {
  const { AllowNegative, Disabled } = isMap(filter) ? filter : {}
  return (account) =>
    (AllowNegative === undefined || readBoolean(AllowNegative, 'AllowNegative') === account.allowNegative) &&
    (Disabled === undefined || readBoolean(Disabled, 'Disabled') === account.disabled)
}
