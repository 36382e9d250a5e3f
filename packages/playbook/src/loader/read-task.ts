import { text } from '../python/text.ts'
import { type Dict, isDict, type Value } from '../python/values.ts'
import { parseKeyValues } from './key-values.ts'
import { foreignKeywords, harmlessKeywords, hasNoEffect, strayKeywords, taskKeywords } from './keywords.ts'
import type { Task } from './play.ts'
import { asList, inheritance, isKnownModule, type Reading, syntax } from './reading.ts'

const freeForm = new Set(['command', 'shell', 'raw', 'script', 'include_tasks', 'include_vars', 'import_tasks', 'meta'])

/** One task: its module, its arguments and its keywords. */
export function readTask(given: Dict, reading: Reading): Task {
  const at = reading.parsed.at(given)
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
  return {
    kind: 'task',
    name: string('name'),
    module,
    args,
    loop: entry.get('loop') ?? (loopWith === undefined ? undefined : entry.get(loopWith)),
    loopWith: loopWith?.slice('with_'.length),
    loopControl: isDict(control) ? control : new Map(),
    register,
    failedWhen: conditions('failed_when'),
    changedWhen: conditions('changed_when'),
    until: conditions('until'),
    retries: entry.get('retries') ?? 3,
    delay: entry.get('delay') ?? 5,
    ...inheritance(entry, reading),
    at,
  }
}

/** Finds the one key that names a module, and moves keywords that stand inside its arguments out to the task. */
function takeModule(given: Dict, reading: Reading): { module: string; args: Dict; entry: Dict } {
  const names = [...given.keys()].map(text).filter((key) => !isKeyword(key))
  const [name, second] = names
  if (name === undefined) throw syntax('no module/action detected in task.', reading, given)
  if (second !== undefined) throw syntax(`conflicting action statements: ${name}, ${second}`, reading, given)
  const module = name.replace(/^ansible\.(builtin|legacy)\./, '')
  if (!isKnownModule(module)) reading.unsupported.push(module)
  for (const [key, value] of given) {
    const keyword = text(key)
    if (foreignKeywords.has(keyword) && !hasNoEffect(keyword, value)) reading.unsupported.push(`keyword ${keyword}`)
    if (keyword.startsWith('with_') && keyword !== 'with_items' && keyword !== 'with_list' && keyword !== 'with_dict') {
      reading.unsupported.push(`keyword ${keyword}`)
    }
  }
  const args = moduleArguments(given.get(name) ?? null, module, reading, given)
  const extra = given.get('args') ?? null
  if (isDict(extra)) for (const [key, value] of extra) if (!args.has(key)) args.set(key, value)
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

function moduleArguments(value: Value, module: string, reading: Reading, at: Value): Dict {
  if (value === null) return new Map()
  if (isDict(value)) return new Map(value)
  if (typeof value === 'string') return parseKeyValues(value, { onlyRaw: freeForm.has(module) })
  throw syntax(`unexpected parameter type in action: ${typeof value}`, reading, at)
}

const isKeyword = (key: string): boolean =>
  taskKeywords.has(key) || harmlessKeywords.has(key) || foreignKeywords.has(key) || key.startsWith('with_')
