import { item } from '../python/attributes.ts'
import { text } from '../python/text.ts'
import type { Value } from '../python/values.ts'

/** A member by its path: `a.b.0`, as `map(attribute=...)` and its like write it. */
export const itemAt = (value: Value, path: Value): Value =>
  typeof path === 'number'
    ? item(value, path)
    : text(path)
        .split('.')
        .reduce((at, part) => item(at, /^\d+$/.test(part) ? Number(part) : part), value)
