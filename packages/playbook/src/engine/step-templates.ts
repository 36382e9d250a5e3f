import type { Step } from '../loader/play.ts'
import { isDict, isList, type Value } from '../python/values.ts'
import { isTemplate } from './templar.ts'

/** Every template of a step by itself, without the steps within it; conditions as templates too. */
export function templatesOfStep(step: Step): string[] {
  const conditions = step.when.flatMap(asCondition)
  const common = [...conditions, ...texts(step.vars), ...step.environment.flatMap(texts)]
  if (step.kind === 'block') return common
  const more = [...(step.failedWhen ?? []), ...(step.changedWhen ?? []), ...(step.until ?? [])].flatMap(asCondition)
  const that = step.module === 'assert' ? step.args.get('that') : undefined
  const assertions = that === undefined ? [] : (isList(that) ? that : [that]).flatMap(asCondition)
  const shown = step.module === 'debug' ? asCondition(step.args.get('var') ?? null) : []
  return [
    ...common,
    ...more,
    ...assertions,
    ...shown,
    ...texts(step.args),
    ...texts(step.loop ?? null),
    ...texts(step.name ?? null),
    ...step.notify.flatMap(texts),
  ]
}

/** The steps themselves and all within them. */
export const allSteps = (steps: Step[]): Step[] =>
  steps.flatMap((step) =>
    step.kind === 'task' ? [step] : [step, ...allSteps([...step.tasks, ...step.rescue, ...step.always])],
  )

const asCondition = (condition: Value): string[] => {
  if (typeof condition !== 'string' || condition === '') return []
  return [isTemplate(condition) ? condition : `{% if ${condition} %}{% endif %}`]
}

function texts(value: Value): string[] {
  if (typeof value === 'string') return isTemplate(value) ? [value] : []
  if (isList(value)) return value.flatMap(texts)
  return isDict(value) ? [...value].flatMap(([key, member]) => [...texts(key), ...texts(member)]) : []
}
