type Row = Record<string, unknown>

/** A charging system, as far as plays use it: accounts with balances, actions, plans, profiles. */
export function fakeCharging() {
  const state = {
    accounts: new Map<string, { balances: Row[]; disabled: boolean }>(),
    actions: new Map<string, unknown>(),
    plans: new Map<string, { accounts: Set<string>; items: unknown }>(),
    profiles: new Set<string>(),
  }
  let balanceCount = 0
  const answer = (body: Row): Row => {
    const method = String(body.method).replace(/^A[pP][iI][eE]rS?[vV]\d\./, '')
    const [params = {}] = body.params as Row[]
    const account = String(params.Account ?? '')
    const id = String(params.Id ?? params.ID ?? '')
    const ok = { id: null, result: 'OK', error: null }
    const refused = (error: string) => ({ id: null, result: null, error })
    if (method === 'SetAccount') {
      const wanted = (params.ActionPlanIds as string[] | undefined) ?? []
      if (wanted.some((plan) => !state.plans.has(plan))) return refused('SERVER_ERROR: NOT_FOUND')
      const known = state.accounts.get(account) ?? { balances: [], disabled: false }
      state.accounts.set(account, known)
      for (const [name, plan] of state.plans) {
        if (wanted.includes(name)) plan.accounts.add(account)
        else if (params.ActionPlansOverwrite) plan.accounts.delete(account)
      }
    } else if (method === 'AddBalance') {
      const known = state.accounts.get(account) ?? { balances: [], disabled: false }
      known.balances.push({ Uuid: `balance-${++balanceCount}`, type: params.BalanceType, ...(params.Balance as Row) })
      state.accounts.set(account, known)
    } else if (method === 'RemoveBalances') {
      const known = state.accounts.get(account)
      if (!known) return refused('NOT_FOUND')
      const { ID, UUID } = params.Balance as Row
      const isMeant = (one: Row) => (UUID === undefined ? one.ID === ID : one.Uuid === UUID)
      known.balances = known.balances.filter((one) => !isMeant(one) || one.type !== params.BalanceType)
    } else if (method === 'SetBalance') {
      const { UUID, Value } = params.Balance as Row
      const known = state.accounts.get(account)?.balances.find((one) => one.Uuid === UUID)
      if (known) known.Value = Number(Value)
    } else if (method === 'GetAccount') {
      const known = state.accounts.get(account)
      if (!known) return refused('NOT_FOUND')
      const types = [...new Set(known.balances.map(({ type }) => String(type)))]
      const BalanceMap = Object.fromEntries(
        types.map((type) => [type, known.balances.filter((one) => one.type === type)]),
      )
      return { id: null, result: { ID: account, BalanceMap }, error: null }
    } else if (method === 'GetActions') {
      const found = (params.ActionIDs as string[]).filter((one) => state.actions.has(one))
      const result = Object.fromEntries(found.map((one) => [one, state.actions.get(one)]))
      return found.length === 0 ? refused('NOT_FOUND') : { id: null, result, error: null }
    } else if (/^Set(Filter|AttributeProfile|ResourceProfile)$/.test(method)) state.profiles.add(id)
    else if (/^Remove(Filter|AttributeProfile|ResourceProfile)$/.test(method)) {
      if (!state.profiles.delete(id)) return refused('NOT_FOUND')
    } else if (method === 'RemoveAccount') {
      state.accounts.delete(account)
      for (const plan of state.plans.values()) plan.accounts.delete(account)
    } else if (method === 'SetActions') state.actions.set(String(params.ActionsId), params.Actions)
    else if (method === 'SetActionPlan') {
      const [item = {}] = params.ActionPlan as Row[]
      if (!state.actions.has(String(item.ActionsId)))
        return refused(`SERVER_ERROR: BROKEN_REFERENCE:${String(item.ActionsId)}`)
      state.plans.set(id, { accounts: new Set(), items: params.ActionPlan })
    } else if (method === 'RemoveActionPlan') state.plans.delete(id)
    else if (method === 'GetActionPlan') {
      return state.plans.has(id) ? { id: null, result: [{ Id: id }], error: null } : refused('NOT_FOUND')
    } else if (method === 'GetScheduledActions') {
      const found = [...state.plans].filter(([, plan]) => plan.accounts.has(account))
      return found.length === 0
        ? refused('NOT_FOUND')
        : {
            id: null,
            result: found.map(([name]) => ({ ActionPlanID: name, NextRunTime: '2025-02-09T10:00:00Z' })),
            error: null,
          }
    } else if (method === 'ExecuteAction') {
      const steps = state.actions.get(String(params.ActionsId)) as Row[] | undefined
      const known = state.accounts.get(account)
      if (!steps || !known) return refused('NOT_FOUND')
      for (const step of steps.filter(({ Identifier }) => Identifier === '*topup')) {
        const same = known.balances.find((one) => one.ID === step.BalanceId)
        if (same) same.Value = Number(same.Value) + Number(step.Units)
        else
          known.balances.push({
            Uuid: `balance-${++balanceCount}`,
            type: step.BalanceType,
            ID: step.BalanceId,
            Value: Number(step.Units),
          })
      }
    }
    return ok
  }

  return { state, answer }
}
