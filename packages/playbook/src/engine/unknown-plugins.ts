import { filterNamed } from '../filters/index.ts'
import { parseTemplate } from '../jinja/parse-template.ts'
import { testNamed } from '../jinja-tests/index.ts'
import type { Step } from '../loader/play.ts'
import { lookups } from '../lookups/index.ts'
import { TemplateError } from '../python/values.ts'
import { allSteps, templatesOfStep } from './step-templates.ts'

const known = new WeakMap<Step, string[]>()

/** Filters, tests and lookups in the templates of these steps that are not known here, such as "filter ipaddr". */
export const unknownInSteps = (steps: Step[]): string[] => [...new Set(allSteps(steps).flatMap(unknownInStep))]

/** The same of one step, without those within it. */
export function unknownInStep(step: Step): string[] {
  const before = known.get(step)
  if (before) return before
  const names = [...new Set(templatesOfStep(step).flatMap(unknownInTemplate))]
  known.set(step, names)
  return names
}

function unknownInTemplate(source: string): string[] {
  try {
    return unknownIn(parseTemplate(source, { rawBackslashes: true }))
  } catch (error) {
    // a template that cannot be read fails when its task runs
    if (error instanceof TemplateError) return []
    throw error
  }
}

/** Walks a syntax tree, whatever its nodes, for names that nothing here answers to. */
function unknownIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(unknownIn)
  if (typeof node !== 'object' || node === null) return []
  const own = unknownHere(node as Record<string, unknown>)
  return [...own, ...Object.values(node).flatMap(unknownIn)]
}

function unknownHere(node: Record<string, unknown>): string[] {
  const { kind, name } = node
  if (kind === 'filter' && typeof name === 'string' && !filterNamed(name)) return [`filter ${name}`]
  if (kind === 'test' && typeof name === 'string' && !testNamed(name)) return [`test ${name}`]
  if (kind !== 'call') return []
  const callee = node.callee as { kind: string; name?: string }
  const [first] = (node.args as { positional: { kind: string; value?: unknown }[] }).positional
  if (callee.kind !== 'name' || !['lookup', 'query', 'q'].includes(callee.name ?? '')) return []
  return first?.kind === 'constant' && !lookups[String(first.value).replace(/^ansible\.builtin\./, '')]
    ? [`lookup ${String(first.value)}`]
    : []
}
