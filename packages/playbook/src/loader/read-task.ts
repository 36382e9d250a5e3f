import { lookups } from '../lookups/index.ts'
import { modules } from '../modules/index.ts'
import { text } from '../python/text.ts'
import { type Dict, isDict, type Value } from '../python/values.ts'
import { parseKeyValues } from './key-values.ts'
import { foreignKeywords, harmlessKeywords, hasNoEffect, strayKeywords, taskKeywords } from './keywords.ts'
import { moduleName, staticImports } from './module-name.ts'
import type { Task } from './play.ts'
import { asList, inheritance, isKnownModule, type Reading, syntax } from './reading.ts'

const freeForm = new Set(['command', 'shell', 'raw', 'script', 'include_tasks', 'include_vars', 'import_tasks', 'meta'])
const withOptions = new Set(['command', 'shell', 'script'])
const foreignToRoles = ['vars_from', 'defaults_from', 'handlers_from', 'public', 'rolespec_validate']
const optionsOfCommand = new Set(['chdir', 'creates', 'removes', 'executable', 'stdin'])

/** One task: its module, its arguments and its keywords. */
export function readTask(given: Dict, reading: Reading): Task {
  const at = reading.parsed.at(given)
  const before = reading.unsupported.length
  const { module, args, entry } = takeModule(given, reading)
  const string = (key: string): string | undefined => {
    const value = entry.get(key)
    return value === undefined || value === null ? undefined : text(value)
  }
  const conditions = (key: string) => (entry.has(key) ? asList(entry.get(key)) : undefined)
  const loopWith = [...entry.keys()].map(text).find((key) => key.startsWith('with_'))
  const control = entry.get('loop_control') ?? null
  const register = string('register')
  if (register !== undefined && !/^[A-Za-z_]\w*$/.test(register)) {
    throw syntax(`Invalid variable name in 'register' specified: '${register}'`, reading, given)
  }
  const loop = entry.get('loop') ?? (loopWith === undefined ? undefined : entry.get(loopWith))
  if (loop !== undefined && staticImports.has(module)) {
    throw syntax(
      `You cannot use loops on '${module}' statements. You should use 'include_tasks' instead.`,
      reading,
      given,
    )
  }
  return {
    kind: 'task',
    name: string('name'),
    module,
    args,
    loop,
    loopWith: loopWith?.slice('with_'.length).replace(/^ansible\.builtin\./, ''),
    loopControl: isDict(control) ? control : new Map(),
    register,
    failedWhen: conditions('failed_when'),
    changedWhen: conditions('changed_when'),
    until: conditions('until'),
    retries: entry.get('retries') ?? 3,
    delay: entry.get('delay') ?? 5,
    notify: asList(entry.get('notify') ?? undefined),
    listen: asList(entry.get('listen') ?? undefined),
    delegateTo: entry.get('delegate_to'),
    ...inheritance(entry, reading),
    lacks: reading.unsupported.slice(before),
    at,
  }
}

/** Finds the one key that names a module, and moves keywords that stand inside its arguments out to the task. */
function takeModule(given: Dict, reading: Reading): { module: string; args: Dict; entry: Dict } {
  const names = [...given.keys()].map(text).filter((key) => !isKeyword(key))
  const action = given.get('action') ?? given.get('local_action') ?? null
  if (action !== null && names.length === 0) return takeModule(withAction(given, action, reading), reading)
  const [name, second] = names
  if (name === undefined) throw syntax('no module/action detected in task.', reading, given)
  if (second !== undefined) throw syntax(`conflicting action statements: ${name}, ${second}`, reading, given)
  const module = moduleName(name)
  if (!isKnownModule(module)) reading.unsupported.push(module)
  for (const [key, value] of given) {
    const keyword = text(key)
    if (foreignKeywords.has(keyword) && !hasNoEffect(keyword, value)) reading.unsupported.push(`keyword ${keyword}`)
    if (keyword.startsWith('with_') && !Object.hasOwn(lookups, keyword.slice(5).replace(/^ansible\.builtin\./, ''))) {
      reading.unsupported.push(`keyword ${keyword}`)
    }
  }
  const args = moduleArguments(given.get(name) ?? null, module, reading, given)
  const extra = given.get('args') ?? null
  if (isDict(extra)) for (const [key, value] of extra) if (!args.has(key)) args.set(key, value)
  for (const key of args.keys()) {
    const foreign = /_role$/.test(module) ? foreignToRoles : modules[module]?.foreign
    if (foreign?.includes(text(key))) reading.unsupported.push(`${module} with ${text(key)}`)
  }
  const entry: Dict = new Map(given)
  if (module === 'set_fact') return { module, args, entry }
  for (const keyword of strayKeywords) {
    const stray = args.get(keyword)
    if (stray === undefined || entry.has(keyword)) continue
    entry.set(keyword, stray)
    args.delete(keyword)
  }
  return { module, args, entry }
}

/** `action: debug msg=x`, or a mapping with the module's name under `module`, in the usual form. */
function withAction(given: Dict, action: Value, reading: Reading): Dict {
  const entry: Dict = new Map([...given].filter(([key]) => key !== 'action' && key !== 'local_action'))
  if (isDict(action)) {
    const args: Dict = new Map(action)
    const module = args.get('module') ?? null
    args.delete('module')
    if (typeof module !== 'string') throw syntax('no module/action detected in task.', reading, given)
    const [name = '', ...rest] = module.split(/\s+/)
    return new Map([...entry, [name, rest.length > 0 ? rest.join(' ') : args]])
  }
  const [, name = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(text(action)) ?? []
  return new Map([...entry, [name, rest === '' ? null : rest]])
}

function moduleArguments(value: Value, module: string, reading: Reading, at: Value): Dict {
  if (value === null) return new Map()
  if (isDict(value)) return new Map(value)
  if (typeof value === 'string') {
    return withOptions.has(module) ? freeFormArguments(value) : parseKeyValues(value, { onlyRaw: freeForm.has(module) })
  }
  throw syntax(`unexpected parameter type in action: ${typeof value}`, reading, at)
}

/** `command: make all chdir=/tmp`: the options of the module are taken out of the line, the rest stays as it is. */
function freeFormArguments(line: string): Dict {
  const args: Dict = new Map()
  const raw = line.replace(/(^|\s)(\w+)=((?:\{\{.*?\}\}|"[^"]*"|'[^']*'|\S)+)/g, (all, before, name, value) => {
    if (!optionsOfCommand.has(name)) return all
    args.set(name, String(value).replace(/^(['"])(.*)\1$/, '$2'))
    return before
  })
  return new Map([['_raw_params', args.size > 0 ? raw.trim() : line], ...args])
}

const isKeyword = (key: string): boolean =>
  taskKeywords.has(key) || harmlessKeywords.has(key) || foreignKeywords.has(key) || key.startsWith('with_')
