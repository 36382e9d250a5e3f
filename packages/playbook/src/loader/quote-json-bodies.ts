/**
 * Playbooks are written with `"customer_id": {{ customer_id | int }}` in bodies, which is not YAML. Such a mapping becomes a
 * text (a block or a quoted scalar on the same lines, so that line numbers hold), which is rendered first and then is JSON.
 */
export function quoteJsonBodies(source: string): string {
  const lines = source.split('\n')
  const opening = /^(\s*(?:-\s+)?(?:[\w.]+|"[^"]*"|'[^']*')\s*:)([ \t]*)(\{(?!\{).*)?$/
  let at = 0
  let skipDeeperThan = -1
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const margin = line.search(/\S/)
    if (skipDeeperThan >= 0 && (margin < 0 || margin > skipDeeperThan)) {
      at++
      continue
    }
    skipDeeperThan = /:\s+[|>][-+0-9]*\s*(#.*)?$/.test(line) ? margin : -1
    const match = opening.exec(line)
    const next = lines[at + 1] ?? ''
    const onNextLine = match !== null && match[3] === undefined && /^\s+\{(?!\{)/.test(next)
    if (!match || (match[3] === undefined && !onNextLine)) {
      at++
      continue
    }
    const first = onNextLine ? at + 1 : at
    const column = onNextLine ? next.indexOf('{') : (match[1] ?? '').length + (match[2] ?? '').length
    const end = closing(lines, first, column)
    if (!end?.unquotedTemplate) {
      at++
      continue
    }
    const indented = lines
      .slice(first, end.line + 1)
      .every((inner) => inner.trim() === '' || inner.search(/\S/) >= column)
    const restIsEmpty = (lines[end.line] ?? '').slice(end.column + 1).trim() === ''
    if (onNextLine && indented && restIsEmpty) lines[at] = `${match[1]} |-`
    else quoteInPlace(lines, { first, column, end })
    at = end.line + 1
  }
  return lines.join('\n')
}

type End = { line: number; column: number; unquotedTemplate: boolean }

/** Where the brace at this place closes, and whether a template stands outside quotes before it does. */
function closing(lines: string[], first: number, column: number): End | undefined {
  let depth = 0
  let quote = ''
  let unquotedTemplate = false
  for (let line = first; line < lines.length; line++) {
    const text = lines[line] ?? ''
    for (let at = line === first ? column : 0; at < text.length; at++) {
      const character = text[at] as string
      if (quote !== '') {
        if (character === '\\' && quote === '"') at++
        else if (character === quote) quote = ''
      } else if (character === '"' || character === "'") quote = character
      else if (character === '{') {
        if (depth > 0 && text[at + 1] === '{') unquotedTemplate = true
        depth++
      } else if (character === '}') {
        depth--
        if (depth === 0) return { line, column: at, unquotedTemplate }
      }
    }
  }
  return undefined
}

function quoteInPlace(lines: string[], range: { first: number; column: number; end: End }) {
  const { first, column, end } = range
  for (let line = first; line <= end.line; line++) {
    const text = lines[line] ?? ''
    const from = line === first ? column : 0
    const to = line === end.line ? end.column + 1 : text.length
    const quoted = text.slice(from, to).replaceAll("'", "''")
    lines[line] =
      `${text.slice(0, from)}${line === first ? "'" : ''}${quoted}${line === end.line ? "'" : ''}${text.slice(to)}`
  }
}
