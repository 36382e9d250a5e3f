import { filters } from '../filters/index.ts'
import { parseTemplate } from '../jinja/parse-template.ts'
import { jinjaTests } from '../jinja-tests/index.ts'
import type { Step } from '../loader/play.ts'
import { lookups } from '../lookups/index.ts'
import { isDict, isList, TemplateError, type Value } from '../python/values.ts'
import { isTemplate } from './templar.ts'

const known = new WeakMap<Step[], string[]>()

/** Filters, tests and lookups in the templates of these steps that are not known here, such as "filter ipaddr". */
export function unknownInSteps(steps: Step[]): string[] {
  const before = known.get(steps)
  if (before) return before
  const found = new Set<string>()
  for (const source of steps.flatMap(templatesOf)) {
    try {
      for (const name of unknownIn(parseTemplate(source, { rawBackslashes: true }))) found.add(name)
    } catch (error) {
      // a template that cannot be read fails when its task runs
      if (!(error instanceof TemplateError)) throw error
    }
  }
  const names = [...found]
  known.set(steps, names)
  return names
}

function templatesOf(step: Step): string[] {
  const conditions = step.when.flatMap(asCondition)
  const vars = texts(step.vars)
  if (step.kind === 'block') {
    return [...conditions, ...vars, ...[...step.tasks, ...step.rescue, ...step.always].flatMap(templatesOf)]
  }
  const more = [...(step.failedWhen ?? []), ...(step.changedWhen ?? []), ...(step.until ?? [])].flatMap(asCondition)
  const that = step.module === 'assert' ? step.args.get('that') : undefined
  const assertions = that === undefined ? [] : (isList(that) ? that : [that]).flatMap(asCondition)
  return [...conditions, ...vars, ...more, ...assertions, ...texts(step.args), ...texts(step.loop ?? null)]
}

const asCondition = (condition: Value): string[] => {
  if (typeof condition !== 'string' || condition === '') return []
  return [isTemplate(condition) ? condition : `{% if ${condition} %}{% endif %}`]
}

function texts(value: Value): string[] {
  if (typeof value === 'string') return isTemplate(value) ? [value] : []
  if (isList(value)) return value.flatMap(texts)
  return isDict(value) ? [...value.values()].flatMap(texts) : []
}

const plain = (name: string): string => name.replace(/^(ansible\.builtin|ansible\.utils|community\.general)\./, '')

/** Walks a syntax tree, whatever its nodes, for names that nothing here answers to. */
function unknownIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(unknownIn)
  if (typeof node !== 'object' || node === null) return []
  const own = unknownHere(node as Record<string, unknown>)
  return [...own, ...Object.values(node).flatMap(unknownIn)]
}

function unknownHere(node: Record<string, unknown>): string[] {
  const { kind, name } = node
  if (kind === 'filter' && typeof name === 'string' && !filters[plain(name)]) return [`filter ${name}`]
  if (kind === 'test' && typeof name === 'string' && !jinjaTests[plain(name)]) return [`test ${name}`]
  if (kind !== 'call') return []
  const callee = node.callee as { kind: string; name?: string }
  const [first] = (node.args as { positional: { kind: string; value?: unknown }[] }).positional
  if (callee.kind !== 'name' || !['lookup', 'query', 'q'].includes(callee.name ?? '')) return []
  return first?.kind === 'constant' && !lookups[plain(String(first.value))] ? [`lookup ${String(first.value)}`] : []
}
