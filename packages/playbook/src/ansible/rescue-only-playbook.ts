import { isMap, isSeq, type Node, parseDocument, type YAMLMap, YAMLSeq } from 'yaml'

/**
 * The playbook reduced to what cleans up after a worker that died: its include_vars tasks and the rescue and always sections
 * of the outermost block. Undefined when no block has a rescue section.
 */
export function rescueOnlyPlaybook(source: string): string | undefined {
  const document = parseDocument<Node, false>(source, { version: '1.1', schema: 'failsafe' })
  const play = isSeq(document.contents) ? document.contents.items.find((item) => isMap(item)) : undefined
  if (!isMap(play)) return undefined
  const tasks = mapsIn(play.get('tasks'))
  const block = tasks.find((task) => task.has('rescue'))
  if (!block) return undefined
  const kept = new YAMLSeq()
  const includes = includeVarsIn(tasks)
  kept.items.push(...includes, ...mapsIn(block.get('rescue')), ...mapsIn(block.get('always')))
  play.set('tasks', kept)
  return document.toString()
}

const mapsIn = (value: unknown): YAMLMap[] => (isSeq(value) ? value.items.filter((item) => isMap(item)) : [])

const includeVarsIn = (tasks: YAMLMap[]): YAMLMap[] =>
  tasks.flatMap((task) => {
    if (task.has('block')) return includeVarsIn(mapsIn(task.get('block')))
    return task.has('include_vars') || task.has('ansible.builtin.include_vars') ? [task] : []
  })
