import type { PlaybookRun, TaskStatus } from '../engine.ts'
import { toPlain } from '../python/plain.ts'
import type { Dict, Value } from '../python/values.ts'
import type { Variables } from './variables.ts'

/** A task that failed and was not ignored. */
export type Failure = { task: string; result: Dict }

export type RunState = {
  job: PlaybookRun
  variables: Variables
  effectiveConfig: Value
  /** number of the task that runs or ran last */
  number: number
  /** the failure that the run began to fail with; forgotten when a rescue section has dealt with it */
  firstFailure: Failure | undefined
  /** what the variables' facts are in plain values, kept along so that each event costs little */
  plainFacts: Record<string, unknown>
  report: (event: {
    number: number
    name: string
    status: TaskStatus
    startedAt: Date
    result?: Dict | undefined
  }) => Promise<void>
}

export function createRunState(job: PlaybookRun, options: { variables: Variables; effectiveConfig: Value }): RunState {
  const state: RunState = {
    job,
    ...options,
    number: 0,
    firstFailure: undefined,
    plainFacts: {},
    report: ({ number, name, status, startedAt, result }) =>
      job.onEvent({
        number,
        name,
        status,
        startedAt,
        finishedAt: status === 1 ? null : job.now(),
        result: result === undefined ? null : toPlain(result),
        facts: { ...state.plainFacts },
      }),
  }
  return state
}

/** Keeps a fact for the rest of the run. */
export function setFact(state: RunState, name: string, value: Value, isNativeText = false) {
  state.variables.facts.set(name, value)
  if (isNativeText) state.variables.nativeTexts.add(name)
  else state.variables.nativeTexts.delete(name)
  Object.defineProperty(state.plainFacts, name, {
    value: toPlain(value),
    enumerable: true,
    writable: true,
    configurable: true,
  })
}
