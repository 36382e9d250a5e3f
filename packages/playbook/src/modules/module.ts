import type { Templar } from '../engine/templar.ts'
import type { Dict, Value } from '../python/values.ts'
import type { Files } from './files.ts'
import type { HttpRequest } from './http.ts'
import type { Answer } from './http-answer.ts'
import type { SendMail } from './mail-message.ts'

/** What a module may use of the run. */
export type ModuleContext = {
  templar: Templar
  /** the arguments as they stand in the playbook */
  rawArgs: Dict
  playsDir: string
  /** folders in which a task's files are looked for, the nearest first: its role's, then the plays' */
  searchPath: string[]
  effectiveConfig: Value
  now: () => Date
  signal: AbortSignal
  checkAddress: ((url: URL, method?: string) => Promise<void>) | undefined
  requestHeaders: (request: { url: string; method: string }) => Record<string, string>
  /** the disk, as far as playbooks may see it */
  files: Files
  send: (wanted: HttpRequest) => Promise<Answer>
  sendMail: SendMail
  /** variables for programs that are started, besides the process's own */
  environment: Record<string, string>
  /** whether programs may be started */
  programs: boolean
  /** a run that only says what it would change */
  check: boolean
}

export type ModuleOutcome = {
  /** what `register` stores; `failed: true` in it fails the task */
  result: Dict
  facts?: Map<string, Value>
  /** the names of those facts whose text must stay text */
  nativeTexts?: string[]
  included?: { variables: Dict; isTemplate: boolean }
  /** what is known of this machine, below what plays say */
  hostFacts?: Map<string, Value>
  /** what was sent, for the event; not part of the registered result */
  invocation?: Dict
}

/** Does the work of a task with its rendered arguments. */
export type Module = (args: Dict, context: ModuleContext) => Promise<ModuleOutcome>

export type ModuleEntry = {
  run: Module
  /** what a run with `check` does: the module takes care itself, or the task is skipped */
  inCheck: 'runs' | 'skipped'
  /** arguments that only the real Ansible knows what to do with */
  foreign?: string[]
  /** arguments that are evaluated by the module, not rendered before */
  unrendered?: string[]
}

export const outcome = (entries: Record<string, Value>): ModuleOutcome => ({ result: new Map(Object.entries(entries)) })

/** A result that fails the task. */
export const failure = (msg: Value, more: Record<string, Value> = {}): ModuleOutcome =>
  outcome({ failed: true, changed: false, msg, ...more })
