import { RpcError, serverError } from '../rpc/rpc-error.ts'
import { compileRule } from './compile-rule.ts'
import type { FilterRule } from './filter.ts'
import type { FindFilter } from './match-profile.ts'
import { isInline, parseInlineFilter } from './parse-inline-filter.ts'

/**
 * Refuses a profile that names a filter which does not exist, or that has one written out which cannot be read
 * (section 6): what cannot be matched would be wrong with every event.
 */
export function checkFilterIds(ids: readonly string[], { find, item }: { find: FindFilter; item: string }): void {
  for (const id of ids) {
    if (isInline(id)) checkRule(parseInlineFilter(id))
    else if (find(id) === undefined) {
      throw serverError(`broken reference to filter: <${id}> for item with ID: ${item}`)
    }
  }
}

/** Refuses a rule that has no type, element or values that it needs, or a pattern in it that cannot be read. */
export function checkRule(rule: FilterRule): void {
  try {
    compileRule(rule)
  } catch (error) {
    if (error instanceof RpcError && !error.message.startsWith('SERVER_ERROR')) throw serverError(error.message)
    throw error
  }
}
