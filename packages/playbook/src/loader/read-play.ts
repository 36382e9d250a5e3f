import { text } from '../python/text.ts'
import { type Dict, isDict, isList, type Value } from '../python/values.ts'
import { blockKeywords, foreignKeywords, harmlessKeywords, hasNoEffect, playKeywords } from './keywords.ts'
import type { Parsed } from './parse-yaml.ts'
import type { Block, Play, PlaybookImport, Step } from './play.ts'
import { readTask } from './read-task.ts'
import { asList, inheritance, type Reading, syntax, variables } from './reading.ts'

const importKeywords = new Set(['name', 'vars', 'when', 'tags', 'import_playbook', 'ansible.builtin.import_playbook'])

/** The plays of a playbook file. Throws a PlaybookError for what is no playbook. */
export function readPlays(parsed: Parsed, file: string): (Play | PlaybookImport)[] {
  const list = parsed.value
  if (!isList(list)) throw syntax('A playbook must be a list of plays', { parsed, file, unsupported: [] }, list)
  return list.map((entry) => {
    const reading: Reading = { parsed, file, unsupported: [] }
    if (!isDict(entry)) throw syntax('playbook entries must be either valid plays or import statements', reading, entry)
    return readImport(entry, reading) ?? readPlay(entry, reading)
  })
}

function readImport(entry: Dict, reading: Reading): PlaybookImport | undefined {
  const imported = entry.get('import_playbook') ?? entry.get('ansible.builtin.import_playbook')
  if (imported === undefined) return undefined
  for (const key of entry.keys()) {
    if (!importKeywords.has(text(key))) {
      throw syntax(`'${text(key)}' is not a valid attribute for a PlaybookInclude`, reading, entry)
    }
  }
  return { importPlaybook: imported, inherited: inheritance(entry, reading), at: reading.parsed.at(entry) }
}

function readPlay(play: Dict, reading: Reading): Play {
  if (!play.has('hosts')) throw syntax("the field 'hosts' is required but was not set", reading, play)
  checkKeywords(play, playKeywords, reading, 'Play')
  const section = (key: string): Step[] => readSteps(play.get(key) ?? null, reading)
  return {
    file: reading.file,
    name: text(play.get('name') ?? play.get('hosts') ?? ''),
    hosts: play.get('hosts') ?? null,
    inherited: { ...inheritance(play, reading), vars: new Map() },
    vars: variables(play, reading),
    roleVars: new Map(),
    defaults: new Map(),
    varsFiles: asList(play.get('vars_files') ?? undefined),
    gatherFacts: play.get('gather_facts'),
    roles: asList(play.get('roles') ?? undefined),
    sections: [section('pre_tasks'), section('tasks'), section('post_tasks')],
    handlers: section('handlers'),
    unsupported: reading.unsupported,
    at: reading.parsed.at(play),
  }
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
