import { text } from '../python/text.ts'
import { type Dict, isDict, isList, type Value } from '../python/values.ts'
import { foreignKeywords, harmlessKeywords, hasNoEffect } from './keywords.ts'
import type { Parsed } from './parse-yaml.ts'
import type { Block, Play, Step } from './play.ts'
import { readTask } from './read-task.ts'
import { inheritance, type Reading, syntax, variables } from './reading.ts'

const playKeywords = new Set(['name', 'hosts', 'vars', 'tasks', 'pre_tasks', 'post_tasks'])
const blockKeywords = new Set(['name', 'block', 'rescue', 'always', 'when', 'vars', 'ignore_errors'])

/** The plays of a playbook file. Throws a PlaybookError for what is no playbook. */
export function readPlays(parsed: Parsed, file: string): Play[] {
  const list = parsed.value
  if (!isList(list)) throw syntax('A playbook must be a list of plays', { parsed, file, unsupported: [] }, list)
  return list.map((play): Play => {
    const reading: Reading = { parsed, file, unsupported: [] }
    if (!isDict(play)) throw syntax('playbook entries must be either valid plays or import statements', reading, play)
    if (!play.has('hosts')) throw syntax("the field 'hosts' is required but was not set", reading, play)
    checkKeywords(play, playKeywords, reading, 'Play')
    const sections = ['pre_tasks', 'tasks', 'post_tasks'].map((key) => play.get(key) ?? null)
    return {
      file,
      name: text(play.get('name') ?? play.get('hosts') ?? ''),
      hosts: play.get('hosts') ?? null,
      vars: variables(play, reading),
      steps: sections.flatMap((section) => readSteps(section, reading)),
      unsupported: reading.unsupported,
    }
  })
}

/** The tasks of a task file, which is a list without a play around it. */
export function readTaskFile(parsed: Parsed, file: string): { steps: Step[]; unsupported: string[] } {
  const reading: Reading = { parsed, file, unsupported: [] }
  return { steps: readSteps(parsed.value, reading), unsupported: reading.unsupported }
}

function readSteps(value: Value, reading: Reading): Step[] {
  if (value === null) return []
  if (!isList(value)) throw syntax('A list of tasks is expected here', reading, value)
  return value.map((entry) => {
    if (!isDict(entry)) throw syntax('A task must be a mapping', reading, entry)
    return entry.has('block') ? readBlock(entry, reading) : readTask(entry, reading)
  })
}

function readBlock(entry: Dict, reading: Reading): Block {
  checkKeywords(entry, blockKeywords, reading, 'Block')
  const steps = (key: string) => readSteps(entry.get(key) ?? null, reading)
  const name = entry.get('name')
  return {
    kind: 'block',
    name: name === undefined || name === null ? undefined : text(name),
    tasks: steps('block'),
    rescue: steps('rescue'),
    always: steps('always'),
    ...inheritance(entry, reading),
    at: reading.parsed.at(entry),
  }
}

function checkKeywords(entry: Dict, known: Set<string>, reading: Reading, kind: string) {
  for (const [key, value] of entry) {
    const keyword = text(key)
    if (known.has(keyword) || harmlessKeywords.has(keyword)) continue
    if (!foreignKeywords.has(keyword)) {
      throw syntax(`'${keyword}' is not a valid attribute for a ${kind}`, reading, entry)
    }
    if (!hasNoEffect(keyword, value)) reading.unsupported.push(`keyword ${keyword}`)
  }
}
