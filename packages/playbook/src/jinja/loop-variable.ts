import { equal } from '../python/compare.ts'
import { type Callable, type Dict, orElse, TemplateError, Undefined, type Value } from '../python/values.ts'

/** The `loop` of a `for`: index, first, last, length, cycle, changed and the like. */
export function loopVariable(members: Value[], index: number): Dict {
  const length = members.length
  const cycle: Callable = (args) => {
    if (args.length === 0) throw new TemplateError('no items for cycling given')
    return args[index % args.length] as Value
  }
  const changed: Callable = () => index === 0 || !equal(members[index] as Value, members[index - 1] as Value)
  return new Map<Value, Value>([
    ['index', index + 1],
    ['index0', index],
    ['revindex', length - index],
    ['revindex0', length - index - 1],
    ['first', index === 0],
    ['last', index === length - 1],
    ['length', length],
    ['depth', 1],
    ['depth0', 0],
    ['previtem', orElse(members[index - 1], () => new Undefined('there is no previous item', 'previtem'))],
    ['nextitem', orElse(members[index + 1], () => new Undefined('there is no next item', 'nextitem'))],
    ['cycle', cycle],
    ['changed', changed],
  ])
}
