import { equal } from '../python/compare.ts'
import { type Callable, type Dict, orElse, TemplateError, Tuple, Undefined, type Value } from '../python/values.ts'

/** What the rounds of one loop share: what `loop.changed` was last called with, and how deep the loop stands. */
export type LoopState = { last: Value | undefined; depth: number }

/** The `loop` of a `for`: index, first, last, length, cycle, changed and the like. */
export function loopVariable(members: Value[], index: number, state: LoopState): Dict {
  const length = members.length
  const cycle: Callable = (args) => {
    if (args.length === 0) throw new TemplateError('no items for cycling given')
    return args[index % args.length] as Value
  }
  const changed: Callable = (args) => {
    const value = Tuple.from(args)
    const isNew = state.last === undefined || !equal(state.last, value)
    state.last = value
    return isNew
  }
  return new Map<Value, Value>([
    ['index', index + 1],
    ['index0', index],
    ['revindex', length - index],
    ['revindex0', length - index - 1],
    ['first', index === 0],
    ['last', index === length - 1],
    ['length', length],
    ['depth', state.depth + 1],
    ['depth0', state.depth],
    ['previtem', orElse(members[index - 1], () => new Undefined('there is no previous item', 'previtem'))],
    ['nextitem', orElse(members[index + 1], () => new Undefined('there is no next item', 'nextitem'))],
    ['cycle', cycle],
    ['changed', changed],
  ])
}
