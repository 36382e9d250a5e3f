import { setTimeout as pause } from 'node:timers/promises'
import { failure, type ModuleOutcome, outcome } from '../modules/module.ts'
import { text } from '../python/text.ts'
import { type Dict, TemplateError, truthy, type Value } from '../python/values.ts'
import { type Attempt, templarFor } from './attempt.ts'
import { mostRounds } from './limits.ts'
import { runOnce } from './run-once.ts'
import type { TaskScope } from './variables.ts'

/** Runs a task once for each item; facts that one round sets are seen by the next. */
export async function runLoop(
  attempt: Attempt,
  options: { items: Value[]; scopes: TaskScope[] },
): Promise<ModuleOutcome> {
  const { items, scopes } = options
  const { scope, state, signal } = attempt
  if (items.length === 0) {
    return outcome({ changed: false, skipped: true, skipped_reason: 'No items in the list', results: [] })
  }
  if (items.length > mostRounds)
    return failure(`A loop of ${items.length} rounds is too long: ${mostRounds} is the most`)
  const control = loopControl(attempt)
  const { loopVar, indexVar } = control
  const rounds: ModuleOutcome[] = []
  const facts = new Map<string, Value>()
  for (const [index, item] of items.entries()) {
    if (index > 0 && control.pause > 0) await pause(control.pause * 1000, undefined, { signal })
    const loopVars = new Map([...scope.loopVars, [loopVar, item] as const, ['ansible_loop_var', loopVar] as const])
    if (indexVar !== undefined) loopVars.set(indexVar, index)
    if (control.extended) loopVars.set('ansible_loop', place(items, index, control.allItems))
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
    if (control.extended) round.result.set('ansible_loop', loopVars.get('ansible_loop') ?? null)
    rounds.push(round)
  }
  return gathered(rounds, facts)
}

/** What `loop_control` says. */
function loopControl({ task, templar }: Attempt) {
  const rendered = (name: string): Value => {
    const value = task.loopControl.get(name) ?? null
    return value === null ? null : templar.render(value)
  }
  const name = (of: string): string | undefined => {
    const value = rendered(of)
    return value === null ? undefined : text(value)
  }
  const isYes = (of: string, otherwise: string): boolean => /^(true|yes|on|1)$/i.test(name(of) ?? otherwise)
  return {
    loopVar: name('loop_var') ?? 'item',
    indexVar: name('index_var'),
    pause: Number(name('pause') ?? 0),
    extended: isYes('extended', 'no'),
    allItems: isYes('extended_allitems', 'yes'),
  }
}

/** `ansible_loop`: where in its loop a round is. */
function place(items: Value[], index: number, allItems: boolean): Dict {
  const { length } = items
  const at = new Map<Value, Value>([
    ['allitems', items],
    ['index', index + 1],
    ['index0', index],
    ['first', index === 0],
    ['last', index + 1 === length],
    ['length', length],
    ['revindex', length - index],
    ['revindex0', length - index - 1],
  ])
  if (!allItems) at.delete('allitems')
  const next = items[index + 1]
  const previous = items[index - 1]
  if (next !== undefined) at.set('nextitem', next)
  if (previous !== undefined) at.set('previtem', previous)
  return at
}

/** What one round throws fails that round, unless the run is over, or it is a template that Ansible ends the loop for. */
async function oneRound(attempt: Attempt): Promise<ModuleOutcome> {
  try {
    return await runOnce(attempt)
  } catch (error) {
    if (attempt.signal.aborted || (error instanceof TemplateError && !error.isBare)) throw error
    return failure(error instanceof Error ? error.message : String(error))
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
  const included = rounds.flatMap((round) => (round.included ? [round.included] : []))
  const variables: Dict = new Map(included.flatMap((one) => [...one.variables]))
  const isTemplate = included.every((one) => one.isTemplate)
  return { result, facts, nativeTexts, ...(included.length > 0 ? { included: { variables, isTemplate } } : {}) }
}
