import type { Dict } from '../python/values.ts'
import { booleanArgument, textArgument } from './arguments.ts'
import { closeEdited, linesOf, openEdited } from './edited-file.ts'
import { failure, type Module, outcome } from './module.ts'
import { expanded, pattern } from './python-pattern.ts'

/** Sees that a line stands in a file, or that none like it does. */
export const lineinfileModule: Module = async (args, context) => {
  const edited = await openEdited(args, context)
  if (!('path' in edited)) return edited
  const { path, before } = edited
  if (textArgument(args, 'state') === 'absent') {
    if (before === undefined) return outcome({ changed: false, msg: 'file not present' })
    const { kept, found } = without(linesOf(before), args)
    return closeEdited(edited, {
      after: kept.join(''),
      msg: `${found} line(s) removed`,
      args,
      context,
      more: { found },
    })
  }
  const line = textArgument(args, 'line', 'value')
  if (line === undefined) return failure('line is required with state=present')
  if (before === undefined && !booleanArgument(args, 'create', false)) {
    return failure(`Destination ${path} does not exist !`, { rc: 257 })
  }
  const { lines, msg } = withLine(linesOf(before ?? ''), line, args)
  return closeEdited(edited, { after: lines.join(''), msg, args, context })
}

function without(lines: string[], args: Dict): { kept: string[]; found: number } {
  const regexp = textArgument(args, 'regexp', 'regex')
  const search = textArgument(args, 'search_string')
  const line = textArgument(args, 'line', 'value')
  const expression = regexp === undefined ? undefined : pattern(regexp)
  const goes = (candidate: string): boolean => {
    if (expression) return expression.test(candidate)
    if (search !== undefined) return candidate.includes(search)
    return line !== undefined && candidate.replace(/[\r\n]+$/, '') === line
  }
  const kept = lines.filter((candidate) => !goes(candidate))
  return { kept, found: lines.length - kept.length }
}

function withLine(given: string[], line: string, args: Dict): { lines: string[]; msg: string } {
  const lines = [...given]
  const first = booleanArgument(args, 'firstmatch', false)
  const matched = findMatch(lines, args, first)
  if (matched) {
    const useGroups = booleanArgument(args, 'backrefs', false) && matched.match
    lines[matched.index] = ended(useGroups ? expanded(line, matched.match as RegExpMatchArray) : line)
    return { lines, msg: 'line replaced' }
  }
  if (booleanArgument(args, 'backrefs', false)) return { lines, msg: '' }
  if (lines.some((candidate) => candidate.replace(/[\r\n]+$/, '') === line)) return { lines, msg: '' }
  lines.splice(insertionPoint(lines, args, first), 0, ended(line))
  return { lines, msg: 'line added' }
}

function findMatch(lines: string[], args: Dict, first: boolean) {
  const regexp = textArgument(args, 'regexp', 'regex')
  const search = textArgument(args, 'search_string')
  if (regexp === undefined && search === undefined) return undefined
  const expression = regexp === undefined ? undefined : pattern(regexp)
  let found: { index: number; match: RegExpMatchArray | undefined } | undefined
  for (const [index, candidate] of lines.entries()) {
    const match = expression ? (candidate.match(expression) ?? undefined) : undefined
    if (!match && !(search !== undefined && candidate.includes(search))) continue
    found = { index, match }
    if (first) break
  }
  return found
}

/** Where a new line goes; a last line without an end gets one first. */
function insertionPoint(lines: string[], args: Dict, first: boolean): number {
  const after = textArgument(args, 'insertafter')
  const before = textArgument(args, 'insertbefore')
  if (before === 'BOF' || after === 'BOF') return 0
  const wanted = after !== undefined && after !== 'EOF' ? after : after === undefined ? before : undefined
  const expression = wanted === undefined ? undefined : pattern(wanted)
  const hits = expression ? [...lines.entries()].filter(([, candidate]) => expression.test(candidate)) : []
  const hit = first ? hits[0] : hits.at(-1)
  const at = hit === undefined ? lines.length : hit[0] + (wanted === after ? 1 : 0)
  if (at > 0 && at === lines.length) lines[at - 1] = ended(lines[at - 1] ?? '')
  return at
}

const ended = (line: string): string => (line.endsWith('\n') ? line : `${line}\n`)
