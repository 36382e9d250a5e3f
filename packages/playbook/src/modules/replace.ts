import { matchInTime } from '../filters/match-in-time.ts'
import { textArgument } from './arguments.ts'
import { closeEdited, openEdited } from './edited-file.ts'
import { failure, type Module, outcome } from './module.ts'
import { expanded, pattern } from './python-pattern.ts'

/** Replaces every match of an expression in a file, or in the part of it between `after` and `before`. */
export const replaceModule: Module = async (args, context) => {
  const edited = await openEdited(args, context)
  if (!('path' in edited)) return edited
  const { path, before } = edited
  if (before === undefined) return failure(`Path ${path} does not exist !`, { rc: 257 })
  const regexp = textArgument(args, 'regexp')
  if (regexp === undefined) return failure('missing required arguments: regexp')
  const section = sectionOf(before, textArgument(args, 'after'), textArgument(args, 'before'))
  if (typeof section === 'string') {
    const msg = `Pattern for before/after params did not match the given file: ${section}`
    return outcome({ changed: false, msg, rc: 0 })
  }
  const replacement = textArgument(args, 'replace') ?? ''
  let count = 0
  const expression = pattern(regexp, 'gm')
  const chosen = before.slice(section.start, section.end)
  const filled = (...match: unknown[]): string => {
    count++
    const groups = typeof match.at(-1) === 'object' ? match.at(-1) : undefined
    const captured = match.slice(
      0,
      match.findIndex((value) => typeof value === 'number'),
    )
    return expanded(replacement, Object.assign(captured, { groups }) as RegExpMatchArray)
  }
  const part = matchInTime(expression, chosen, () => {
    // may be tried again
    count = 0
    return chosen.replace(expression, filled)
  })
  const after = before.slice(0, section.start) + part + before.slice(section.end)
  return closeEdited(edited, { after, msg: `${count} replacements made`, args, context, more: { rc: 0 } })
}

/** Where the part lies that is looked at; the pattern itself when it is not found. */
function sectionOf(content: string, after: string | undefined, before: string | undefined) {
  if (after === undefined && before === undefined) return { start: 0, end: content.length }
  const inner = after !== undefined && before !== undefined ? '.*?' : '.*'
  const source = `${after ?? ''}(?P<subsection>${inner})${before ?? ''}`
  const match = pattern(source, 'ds').exec(content)
  const [start, end] = match?.indices?.groups?.subsection ?? []
  return start === undefined || end === undefined ? source : { start, end }
}
