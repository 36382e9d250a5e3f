import { booleanArgument, textArgument } from './arguments.ts'
import { closeEdited, linesOf, openEdited } from './edited-file.ts'
import { failure, type Module, outcome } from './module.ts'
import { pattern } from './python-pattern.ts'

/** Sees that a block of lines stands in a file between two marker lines, or that none does. */
export const blockinfileModule: Module = async (args, context) => {
  const edited = await openEdited(args, context)
  if (!('path' in edited)) return edited
  const { path, before } = edited
  const absent = textArgument(args, 'state') === 'absent'
  if (before === undefined) {
    if (absent) return outcome({ changed: false, msg: `File ${path} not present` })
    if (!booleanArgument(args, 'create', false)) return failure(`Path ${path} does not exist !`, { rc: 257 })
  }
  const mark = textArgument(args, 'marker') ?? '# {mark} ANSIBLE MANAGED BLOCK'
  const marker = (which: string): string => `${mark.replaceAll('{mark}', which)}\n`
  const begin = marker(textArgument(args, 'marker_begin') ?? 'BEGIN')
  const end = marker(textArgument(args, 'marker_end') ?? 'END')
  const given = textArgument(args, 'block', 'content') ?? ''
  const block = absent || given === '' ? [] : [begin, ...linesOf(given.endsWith('\n') ? given : `${given}\n`), end]
  const lines = linesOf(before ?? '')
  const at = place(lines, {
    begin,
    end,
    after: textArgument(args, 'insertafter'),
    before: textArgument(args, 'insertbefore'),
  })
  const previous = lines[at - 1]
  if (previous !== undefined && !previous.endsWith('\n')) lines[at - 1] = `${previous}\n`
  lines.splice(at, 0, ...block)
  const msg = before === undefined ? 'File created' : block.length === 0 ? 'Block removed' : 'Block inserted'
  return closeEdited(edited, { after: lines.join(''), msg, args, context })
}

/** Takes the block that is there out of the lines and says where the new one goes. */
function place(
  lines: string[],
  options: { begin: string; end: string; after: string | undefined; before: string | undefined },
): number {
  const first = lines.lastIndexOf(options.begin)
  const last = lines.lastIndexOf(options.end)
  if (first >= 0 && last >= 0) {
    const [from, to] = first < last ? [first, last] : [last, first]
    lines.splice(from, to - from + 1)
    return from
  }
  const { after, before } = options
  if (after === undefined && before === 'BOF') return 0
  const wanted = after !== undefined && after !== 'EOF' ? after : after === undefined ? before : undefined
  if (wanted === undefined) return lines.length
  const expression = pattern(wanted)
  const hit = lines.findLastIndex((line) => expression.test(line))
  return hit < 0 ? lines.length : hit + (wanted === after ? 1 : 0)
}
