import { failure, type ModuleOutcome, outcome } from '../modules/module.ts'
import { text } from '../python/text.ts'
import { type Dict, TemplateError, truthy, type Value } from '../python/values.ts'
import { type Attempt, templarFor } from './attempt.ts'
import { runOnce } from './run-once.ts'
import type { TaskScope } from './variables.ts'

/** Runs a task once for each item; facts that one round sets are seen by the next. */
export async function runLoop(
  attempt: Attempt,
  options: { items: Value[]; scopes: TaskScope[] },
): Promise<ModuleOutcome> {
  const { items, scopes } = options
  const { task, templar, scope, state } = attempt
  if (items.length === 0) {
    return outcome({ changed: false, skipped: true, skipped_reason: 'No items in the list', results: [] })
  }
  const control = (name: string): string | undefined => {
    const value = task.loopControl.get(name) ?? null
    return value === null ? undefined : text(templar.render(value))
  }
  const loopVar = control('loop_var') ?? 'item'
  const indexVar = control('index_var')
  const rounds: ModuleOutcome[] = []
  const facts = new Map<string, Value>()
  for (const [index, item] of items.entries()) {
    const loopVars = new Map([...scope.loopVars, [loopVar, item] as const])
    if (indexVar !== undefined) loopVars.set(indexVar, index)
    // set_fact in a loop gathers: each round sees what the one before it set, unless an extra variable hides it
    for (const [name, value] of facts) if (!scope.variables.extra.has(name)) loopVars.set(name, value)
    const inner: TaskScope = { ...scope, loopVars }
    const round = await oneRound({ ...attempt, scope: inner, templar: templarFor(inner, state), item: index })
    if (!isSkipped(round)) scopes.push(inner)
    for (const [name, value] of round.facts ?? []) facts.set(name, value)
    round.result.set(loopVar, item)
    round.result.set('ansible_loop_var', loopVar)
    if (indexVar !== undefined) {
      round.result.set(indexVar, index)
      round.result.set('ansible_index_var', indexVar)
    }
    rounds.push(round)
  }
  return gathered(rounds, facts)
}

async function oneRound(attempt: Attempt): Promise<ModuleOutcome> {
  try {
    return await runOnce(attempt)
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    return failure(error.message)
  }
}

const flag = (result: Dict, name: string): boolean => truthy(result.get(name) ?? false)
const isSkipped = ({ result }: ModuleOutcome): boolean => flag(result, 'skipped')

function gathered(rounds: ModuleOutcome[], facts: Map<string, Value>): ModuleOutcome {
  const failed = rounds.some(({ result }) => flag(result, 'failed'))
  const skipped = rounds.every(isSkipped)
  const result: Dict = new Map<Value, Value>([
    [
      'results',
      rounds.map(
        ({ result, invocation }): Value => (invocation ? new Map([...result, ['invocation', invocation]]) : result),
      ),
    ],
    ['changed', rounds.some(({ result }) => flag(result, 'changed'))],
    ['msg', failed ? 'One or more items failed' : skipped ? 'All items skipped' : 'All items completed'],
  ])
  if (skipped) result.set('skipped', true)
  if (failed) result.set('failed', true)
  const nativeTexts = rounds.flatMap((round) => round.nativeTexts ?? [])
  const included = rounds.findLast((round) => round.included)?.included
  return { result, facts, nativeTexts, ...(included ? { included } : {}) }
}
