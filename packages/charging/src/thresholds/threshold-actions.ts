import { findOrCreateAccount } from '../accounts/account-records.ts'
import { actionLists } from '../actions/action-records.ts'
import { applySteps } from '../actions/apply-run.ts'
import { stepsOf } from '../actions/run-steps.ts'
import type { Engine } from '../engine.ts'
import { notFound } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import type { RunActions, ThresholdRun } from './process-thresholds.ts'

/** How thresholds run their action lists. */
export function thresholdActions(engine: Engine): Pick<ThresholdRun, 'runActions' | 'runLater'> {
  const runActions: RunActions = (unit, on) => {
    const attempt = unit.attempt(() => runList(engine, unit, on))
    if ('result' in attempt) return true
    engine.log.warn({ err: attempt.error, ...on }, 'actions of a charging threshold failed')
    return false
  }
  return {
    runActions,
    runLater: (unit, on) => {
      unit.afterCommit(() => {
        engine
          .change((later) => runActions(later, on))
          .catch((error: unknown) => engine.log.error({ err: error, ...on }, 'actions of a charging threshold failed'))
      })
    },
  }
}

function runList(engine: Engine, unit: Unit, { tenant, account, actionsId, event }: Parameters<RunActions>[1]): void {
  const actions = unit.get(actionLists, actionsId)
  if (actions === undefined) throw notFound()
  const key = { tenant, account }
  const found = account === '' ? undefined : findOrCreateAccount(unit, key)
  applySteps(engine, unit, { key, account: found, steps: stepsOf(actions, unit.now), event })
}
