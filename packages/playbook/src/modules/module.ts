import type { Templar } from '../engine/templar.ts'
import type { Dict, Value } from '../python/values.ts'

/** What a module may use of the run. */
export type ModuleContext = {
  templar: Templar
  /** the arguments as they stand in the playbook */
  rawArgs: Dict
  playsDir: string
  effectiveConfig: Value
  now: () => Date
  signal: AbortSignal
  checkAddress: ((url: URL) => Promise<void>) | undefined
  requestHeaders: (request: { url: string; method: string }) => Record<string, string>
}

export type ModuleOutcome = {
  /** what `register` stores; `failed: true` in it fails the task */
  result: Dict
  facts?: Map<string, Value>
  /** the names of those facts whose text must stay text */
  nativeTexts?: string[]
  included?: { variables: Dict; isTemplate: boolean }
  /** what was sent, for the event; not part of the registered result */
  invocation?: Dict
}

/** Does the work of a task with its rendered arguments. */
export type Module = (args: Dict, context: ModuleContext) => Promise<ModuleOutcome>

export const outcome = (entries: Record<string, Value>): ModuleOutcome => ({ result: new Map(Object.entries(entries)) })

/** A result that fails the task. */
export const failure = (msg: Value, more: Record<string, Value> = {}): ModuleOutcome =>
  outcome({ failed: true, changed: false, msg, ...more })
