import { dirname } from 'node:path'
import { PlaybookError } from '../playbook-error.ts'
import { text } from '../python/text.ts'
import { type Dict, isDict, type Value } from '../python/values.ts'
import { insidePlays } from './inside-plays.ts'
import { staticImports } from './module-name.ts'
import { parseYaml } from './parse-yaml.ts'
import type { Block, Inheritance, Play, Role, Step, Task } from './play.ts'
import { quoteJsonBodies } from './quote-json-bodies.ts'
import { readTaskFile } from './read-play.ts'
import { remembered } from './remembered.ts'
import { type LoadedRole, readRole } from './role.ts'

export type TaskFile = { steps: Step[]; unsupported: string[] }

/** How static imports are resolved: where files may lie, and how a template in a file's name is rendered. */
export type Loading = { playsDir: string; render?: ((name: Value, play: Play | undefined) => Value) | undefined }

type Expanding = Loading & { role?: Role | undefined; depth: number; unsupported: string[]; play?: Play | undefined }

const deepest = 20
const taskFiles = remembered((source, file) => readTaskFile(parseYaml(quoteJsonBodies(source), file), file))

/** The tasks of a task file, with what they import. Throws a PlaybookError when it is missing or no list of tasks. */
export async function loadTaskFile(
  file: string,
  options: Loading & { role?: Role | undefined; depth?: number },
): Promise<TaskFile> {
  const { steps, unsupported } = await taskFiles(file)
  return expandSteps(steps, { ...options, depth: options.depth ?? 0, unsupported: [...unsupported] })
}

/** A role of the `roles` folder beside the plays. Throws a PlaybookError when it is not there. */
export async function loadRole(
  name: string,
  options: Loading & { tasksFrom: string; depth?: number; unsupported?: string[] },
): Promise<LoadedRole> {
  return readRole(name, {
    ...options,
    load: async (file, role) => {
      const { steps, unsupported } = await loadTaskFile(file, { ...options, role })
      for (const lack of unsupported) if (!options.unsupported?.includes(lack)) options.unsupported?.push(lack)
      return steps
    },
  })
}

/** Puts the tasks of import_tasks, import_role and `roles` in their place, as Ansible does before the first task. */
export async function expandPlay(play: Play, loading: Loading): Promise<Play> {
  const hasImports = [...play.sections.flat(), ...play.handlers].some(imports)
  if (play.roles.length === 0 && !hasImports) return play
  const unsupported = [...play.unsupported]
  const options: Expanding = { ...loading, depth: 0, unsupported, play }
  const roleSteps: Step[] = []
  const roleHandlers: Step[] = []
  const roleVars: Dict = new Map()
  const roleDefaults: Dict = new Map()
  for (const use of play.roles) {
    const role = await roleUse(use, play, options)
    roleSteps.push(role.block)
    roleHandlers.push({ ...role.block, tasks: role.handlers })
    for (const [name, value] of role.vars) roleVars.set(name, value)
    for (const [name, value] of role.defaults) roleDefaults.set(name, value)
  }
  const sections: Step[][] = []
  for (const section of play.sections) sections.push((await expandSteps(section, options)).steps)
  const [pre = [], tasks = [], post = []] = sections
  const handlers = (await expandSteps(play.handlers, options)).steps
  return {
    ...play,
    roleVars,
    defaults: roleDefaults,
    sections: [pre, [...roleSteps, ...tasks], post],
    handlers: [...handlers, ...roleHandlers],
    unsupported,
  }
}

const imports = (step: Step): boolean =>
  step.kind === 'task' ? staticImports.has(step.module) : [...step.tasks, ...step.rescue, ...step.always].some(imports)

/** The same steps with the tasks of imported files in the place of the imports. */
export async function expandSteps(steps: Step[], options: Expanding): Promise<TaskFile> {
  const { unsupported } = options
  if (!steps.some(imports)) return { steps, unsupported }
  const expanded: Step[] = []
  for (const step of steps) {
    if (step.kind === 'block') {
      const inner = async (part: Step[]) => (await expandSteps(part, options)).steps
      const parts = {
        tasks: await inner(step.tasks),
        rescue: await inner(step.rescue),
        always: await inner(step.always),
      }
      expanded.push({ ...step, ...parts })
    } else if (step.module === 'import_tasks') expanded.push(await importTasks(step, options))
    else if (step.module === 'import_role') expanded.push(await importRole(step, options))
    else expanded.push(step)
  }
  return { steps: expanded, unsupported }
}

async function importTasks(task: Task, options: Expanding): Promise<Block> {
  checkDepth(task, options)
  const wanted = options.render?.(fileOf(task), options.play) ?? fileOf(task)
  const name = text(wanted)
  const beside = insidePlays(name, { from: dirname(task.at.file), playsDir: options.playsDir })
  const load = (path: string) => loadTaskFile(path, { ...options, depth: options.depth + 1 })
  const { steps, unsupported } = await load(beside).catch((error: unknown) => {
    const inPlays = insidePlays(name, { from: options.playsDir, playsDir: options.playsDir })
    if (error instanceof PlaybookError && error.kind === 'missing' && inPlays !== beside) return load(inPlays)
    throw error
  })
  for (const lack of unsupported) if (!options.unsupported.includes(lack)) options.unsupported.push(lack)
  return blockOf(task, { steps, role: options.role })
}

async function importRole(task: Task, options: Expanding): Promise<Block> {
  checkDepth(task, options)
  const name = text(options.render?.(task.args.get('name') ?? null, options.play) ?? task.args.get('name') ?? '')
  const loaded = await loadRole(name, {
    ...options,
    depth: options.depth + 1,
    tasksFrom: text(task.args.get('tasks_from') ?? 'main'),
  })
  const block = blockOf(task, { steps: loaded.steps, role: loaded.role })
  return { ...block, vars: new Map([...loaded.vars, ...block.vars]) }
}

async function roleUse(use: Value, play: Play, options: Expanding) {
  const entry: Dict = isDict(use) ? use : new Map([['role', use]])
  const name = text(options.render?.(entry.get('role') ?? entry.get('name') ?? '', play) ?? entry.get('role') ?? '')
  const loaded = await loadRole(name, { ...options, depth: 1, tasksFrom: 'main' })
  const own = new Set(['role', 'name', 'tags', 'when', 'vars', 'become', 'delegate_to'])
  const given = entry.get('vars') ?? null
  const params: Dict = new Map([...(isDict(given) ? given : []), ...[...entry].filter(([key]) => !own.has(text(key)))])
  const list = (value: Value | undefined): Value[] =>
    value === undefined ? [] : Array.isArray(value) ? value : [value]
  const block: Block = {
    ...nothingInherited,
    kind: 'block',
    name: undefined,
    tasks: loaded.steps,
    rescue: [],
    always: [],
    when: list(entry.get('when')),
    tags: list(entry.get('tags')),
    vars: new Map([...loaded.vars, ...params]),
    role: loaded.role,
    at: play.at,
  }
  return { block, handlers: loaded.handlers, vars: loaded.vars, defaults: loaded.role.defaults }
}

export const nothingInherited: Inheritance = {
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

/** What an import hands down to the tasks that take its place. */
function blockOf(task: Task, options: { steps: Step[]; role: Role | undefined }): Block {
  const { when, vars, ignoreErrors, tags, environment, noLog, checkMode, moduleDefaults, timeout, at } = task
  const inherited = { when, vars, ignoreErrors, tags, environment, noLog, checkMode, moduleDefaults, timeout }
  const role = options.role ? { role: options.role } : {}
  return { kind: 'block', name: undefined, tasks: options.steps, rescue: [], always: [], ...inherited, ...role, at }
}

export const fileOf = (task: Task): Value => task.args.get('_raw_params') ?? task.args.get('file') ?? null

function checkDepth(task: Task, { depth }: Expanding) {
  if (depth <= deepest) return
  const { file, line } = task.at
  throw new PlaybookError('syntax', { message: `Task files import one another more than ${deepest} deep`, file, line })
}
