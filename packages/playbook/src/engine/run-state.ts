import type { PlaybookRun, TaskStatus } from '../engine.ts'
import type { Task } from '../loader/play.ts'
import type { Files } from '../modules/files.ts'
import type { Send } from '../modules/http.ts'
import type { SendMail } from '../modules/mail-message.ts'
import { toPlain } from '../python/plain.ts'
import type { Dict, Value } from '../python/values.ts'
import type { Ancestors } from './ancestors.ts'
import type { Variables } from './variables.ts'

/** A task that failed and was not ignored. */
export type Failure = {
  task: string
  result: Dict
  /** the task itself, for `ansible_failed_task` */
  details: Dict
  /** nothing of the result may be shown */
  hidden?: boolean
}

/** A task that runs when another one has changed something and notifies it. */
export type Handler = { task: Task; ancestors: Ancestors; origin?: Task }

/** What a run reaches the world with. */
export type Machine = { files: Files; send: Send; sendMail: SendMail; programs: boolean }

export type RunState = {
  job: PlaybookRun
  machine: Machine
  variables: Variables
  effectiveConfig: Value
  /** number of the task that runs or ran last */
  number: number
  /** the failure that the run began to fail with; forgotten when a rescue section has dealt with it */
  firstFailure: Failure | undefined
  handlers: Handler[]
  notified: Set<Handler>
  /** `meta: end_play` was met: the play is over and has not failed */
  ended: boolean
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

export function createRunState(
  job: PlaybookRun,
  options: { variables: Variables; effectiveConfig: Value; machine: Machine },
): RunState {
  const state: RunState = {
    job,
    ...options,
    number: 0,
    firstFailure: undefined,
    handlers: [],
    notified: new Set(),
    ended: false,
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

/** Forgets what `set_fact` and gathering have set, and what was registered. */
export function clearFacts({ variables, plainFacts }: RunState) {
  variables.facts.clear()
  variables.nativeTexts.clear()
  variables.hostFacts.clear()
  for (const name of Object.keys(plainFacts)) delete plainFacts[name]
}
