import type { ActionPlan } from '@omnicrm/contract'

/** The action plan that runs next; undefined when none will. */
export function soonestPlan(plans: readonly ActionPlan[]): ActionPlan | undefined {
  return plans
    .filter(({ NextExecTime }) => NextExecTime !== null)
    .sort((one, other) => Date.parse(one.NextExecTime ?? '') - Date.parse(other.NextExecTime ?? ''))[0]
}
