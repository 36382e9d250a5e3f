import { dirname } from 'node:path'
import { loadRole, loadTaskFile } from '../loader/expand-imports.ts'
import { insidePlays } from '../loader/inside-plays.ts'
import type { Block, Inheritance, Step, Task } from '../loader/play.ts'
import { inheritance } from '../loader/reading.ts'
import { failure } from '../modules/module.ts'
import { PlaybookError } from '../playbook-error.ts'
import { text } from '../python/text.ts'
import { type Dict, isDict, type Value } from '../python/values.ts'
import { type Ancestors, within } from './ancestors.ts'
import { handlersOf } from './handlers.ts'
import { deepestInclude } from './limits.ts'
import type { Failure, RunState } from './run-state.ts'

type Included = { steps: Step[]; ancestors: Ancestors }
type Where = { round: Dict; ancestors: Ancestors; state: RunState }

/** The tasks that one round of an include brings in and what they inherit, or why they cannot be had. */
export async function includedParts(task: Task, where: Where): Promise<Included | Failure> {
  const { ancestors } = where
  try {
    if (ancestors.depth >= deepestInclude) {
      throw new PlaybookError('syntax', {
        message: `Includes lie more than ${deepestInclude} deep in one another`,
        file: task.at.file,
        line: task.at.line,
      })
    }
    // conditions and tags of the include itself do not reach its tasks; what it says under `apply` does
    const own = { ...nothing, vars: task.vars }
    const base = { ...within(ancestors, own), depth: ancestors.depth + 1 }
    const applied = within(base, applyOf(task, where.round))
    return task.module === 'include_role' ? await role(task, where, applied) : await tasks(task, where, applied)
  } catch (error) {
    if (!(error instanceof PlaybookError)) throw error
    return { task: task.name ?? task.module, result: failure(error.message).result, details: new Map() }
  }
}

const nothing: Inheritance = {
  when: [],
  vars: new Map(),
  ignoreErrors: undefined,
  tags: [],
  environment: [],
  noLog: undefined,
  checkMode: undefined,
  moduleDefaults: undefined,
  timeout: undefined,
}

function applyOf(task: Task, round: Dict): Inheritance {
  const args = round.get('include_args') ?? null
  const apply = isDict(args) ? (task.args.get('apply') ?? null) : null
  if (!isDict(apply)) return nothing
  const reading = { parsed: { value: null, at: () => task.at }, file: task.at.file, unsupported: [] }
  return inheritance(apply, reading)
}

async function tasks(task: Task, { round, state }: Where, ancestors: Ancestors): Promise<Included> {
  const name = text(round.get('include') ?? '')
  const { playsDir } = state.job
  const loading = { playsDir, role: ancestors.role }
  const beside = insidePlays(name, { from: dirname(task.at.file), playsDir })
  const loaded = await loadTaskFile(beside, loading).catch((error: unknown) => {
    const inPlays = insidePlays(name, { from: playsDir, playsDir })
    if (error instanceof PlaybookError && error.kind === 'missing' && inPlays !== beside) {
      return loadTaskFile(inPlays, loading)
    }
    throw error
  })
  refuse(name, loaded.unsupported, task)
  return { steps: loaded.steps, ancestors }
}

async function role(task: Task, { round, state }: Where, ancestors: Ancestors): Promise<Included> {
  const args = round.get('include_args') ?? null
  const given = (name: string): Value => (isDict(args) ? (args.get(name) ?? null) : null)
  const name = text(given('name') ?? given('role') ?? '')
  const unsupported: string[] = []
  const tasksFrom = text(given('tasks_from') ?? 'main')
  const loaded = await loadRole(name, { playsDir: state.job.playsDir, tasksFrom, unsupported })
  refuse(`role ${name}`, unsupported, task)
  const block: Pick<Block, 'role'> & Inheritance = { ...nothing, vars: loaded.vars, role: loaded.role }
  // what the include itself says wins over what the role says
  const inner = within(within(ancestors, block), { ...nothing, vars: task.vars })
  for (const handler of handlersOf(loaded.handlers, inner)) {
    const isThere = state.handlers.some((known) => known.task === handler.task && known.origin === task)
    if (!isThere) state.handlers.push({ ...handler, origin: task })
  }
  return { steps: loaded.steps, ancestors: inner }
}

function refuse(what: string, unsupported: string[], task: Task) {
  if (unsupported.length === 0) return
  throw new PlaybookError('unsupported', {
    message: `${what} needs what is not known here: ${unsupported.join(', ')}`,
    file: task.at.file,
    line: task.at.line,
  })
}
