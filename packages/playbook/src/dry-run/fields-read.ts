import { allSteps, templatesOfStep } from '../engine/step-templates.ts'
import { isTemplate } from '../engine/templar.ts'
import { parseTemplate } from '../jinja/parse-template.ts'
import type { Expression } from '../jinja/syntax.ts'
import type { Step, Task } from '../loader/play.ts'
import { text } from '../python/text.ts'
import { TemplateError, type Value } from '../python/values.ts'

/** A place within an answer that a playbook reads, and the value that it compares it with. */
export type FieldRead = { path: (string | number)[]; equals?: Value; isNumber: boolean }

type Found = { root: string; read: FieldRead }

/** What the templates of a playbook read of the JSON of each registered answer, by registered name. */
export function fieldsRead(steps: Step[]): Map<string, FieldRead[]> {
  const fields = new Map<string, FieldRead[]>()
  for (const step of allSteps(steps)) {
    const items = step.kind === 'task' ? loopOver(step) : new Map<string, Found>()
    for (const found of templatesOfStep(step).flatMap((source) => readsIn(parsed(source), items))) {
      if (found.read.path[0] !== 'json') continue
      const known = fields.get(found.root) ?? []
      known.push({ ...found.read, path: found.read.path.slice(1) })
      fields.set(found.root, known)
    }
  }
  return fields
}

/** The loop variable of a task, as a member of what it loops over. */
function loopOver(task: Task): Map<string, Found> {
  const { loop } = task
  if (typeof loop !== 'string' || !isTemplate(loop)) return new Map()
  const [statement] = parsed(loop) as { kind?: string; value?: Expression }[]
  const over = statement?.kind === 'output' && statement.value ? pathOf(statement.value, new Map()) : undefined
  if (!over) return new Map()
  const name = text(task.loopControl.get('loop_var') ?? 'item')
  return new Map([[name, { ...over, read: { ...over.read, path: [...over.read.path, 0] } }]])
}

function parsed(source: string): unknown[] {
  try {
    return parseTemplate(source, { rawBackslashes: true })
  } catch (error) {
    if (error instanceof TemplateError) return []
    throw error
  }
}

function readsIn(node: unknown, items: Map<string, Found>): Found[] {
  if (Array.isArray(node)) return node.flatMap((member) => readsIn(member, items))
  if (typeof node !== 'object' || node === null) return []
  const expression = node as Expression
  if (expression.kind === 'compare') return [...compared(expression, items), ...readsIn(expression.rest, items)]
  const found = typeof expression.kind === 'string' ? pathOf(expression, items) : undefined
  if (!found) return Object.values(node).flatMap((member) => readsIn(member, items))
  return [found, ...argumentsOf(expression).flatMap((args) => readsIn(args, items))]
}

/** The arguments of the filters that a chain goes through. */
const argumentsOf = (expression: Expression): unknown[] => {
  if (expression.kind === 'filter') return [expression.args, ...(expression.input ? argumentsOf(expression.input) : [])]
  return expression.kind === 'attribute' || expression.kind === 'item' ? argumentsOf(expression.owner) : []
}

function compared(expression: Extract<Expression, { kind: 'compare' }>, items: Map<string, Found>): Found[] {
  const left = pathOf(expression.first, items)
  const [first] = expression.rest
  if (!left) return readsIn(expression.first, items)
  if (first?.operator !== '==' || first.right.kind !== 'constant') return [left]
  return [{ ...left, read: { ...left.read, equals: first.right.value } }]
}

const numeric = new Set(['int', 'float', 'round', 'abs'])
const opening = new Set(['first', 'last', 'random'])

/** `a.json.b[0] | int` as a root and a path; undefined for what is no such chain. */
function pathOf(expression: Expression, items: Map<string, Found>): Found | undefined {
  if (expression.kind === 'name') {
    return items.get(expression.name) ?? { root: expression.name, read: { path: [], isNumber: false } }
  }
  if (expression.kind === 'attribute') return longer(pathOf(expression.owner, items), expression.name)
  if (expression.kind === 'item' && expression.key.kind === 'constant') {
    const { value } = expression.key
    return longer(pathOf(expression.owner, items), typeof value === 'number' ? Math.max(0, value) : text(value))
  }
  if (expression.kind !== 'filter' || !expression.input) return undefined
  const input = pathOf(expression.input, items)
  if (input && opening.has(expression.name)) return longer(input, 0)
  if (input && numeric.has(expression.name)) return { ...input, read: { ...input.read, isNumber: true } }
  return input && ['default', 'd', 'string', 'bool', 'list', 'lower', 'upper'].includes(expression.name)
    ? input
    : undefined
}

const longer = (found: Found | undefined, step: string | number): Found | undefined =>
  found && { root: found.root, read: { path: [...found.read.path, asIndex(step)], isNumber: false } }

/** `.0` after a dot is a place in a list. */
const asIndex = (step: string | number): string | number =>
  typeof step === 'string' && /^\d+$/.test(step) ? Number(step) : step
