import { splitCommand } from '../engine/split-command.ts'
import { isTemplate, type Templar } from '../engine/templar.ts'
import { parseTemplate } from '../jinja/parse-template.ts'
import type { Statement } from '../jinja/syntax.ts'
import { text } from '../python/text.ts'
import { textArgument } from './arguments.ts'
import { failure, type Module } from './module.ts'
import { needlessRun, runProgram } from './run-program.ts'

/**
 * Runs a line in a shell. The shell's own signs must be the author's: a value that a template puts into the line may not
 * hold any, unless it goes through `quote`.
 */
export const shellModule: Module = async (args, context) => {
  const raw = context.rawArgs.get('_raw_params') ?? context.rawArgs.get('cmd') ?? null
  if (raw === null) return failure('no command given', { rc: 256 })
  const line = shellLine(text(raw), context.templar)
  if (typeof line !== 'string') return failure(line.refused, { rc: 256 })
  const needless = await needlessRun(args, context, line)
  if (needless) return needless
  // `date` follows the run's clock, so a line that is nothing but a `date` needs no shell
  if (/^\s*date\b[^|&;<>`$]*$/.test(line)) return runProgram(splitCommand(line), { args, context, shown: line })
  const shell = textArgument(args, 'executable') ?? '/bin/sh'
  return runProgram([shell, '-c', line], { args, context, shown: line })
}

/** The line with its templates filled in, or why it is refused. */
export function shellLine(source: string, templar: Templar): string | { refused: string } {
  if (!isTemplate(source)) return source
  let line = ''
  for (const part of parts(source)) {
    const filled = templar.renderText(part.source, { rawBackslashes: true })
    if (!part.isAuthors && !part.isQuoted && !fits(filled, quoteAt(line))) {
      return {
        refused: `${part.source.trim()} holds characters that a shell acts on; write it with the filter quote, as in {{ name | quote }}`,
      }
    }
    line += filled
  }
  return line
}

type Part = { source: string; isAuthors: boolean; isQuoted: boolean }

/** The author's own text and the templates in it; a line with statements counts as one template. */
function parts(source: string): Part[] {
  const statements = parseTemplate(source, { rawBackslashes: true })
  if (statements.some(({ kind }) => kind !== 'data' && kind !== 'output')) {
    return [{ source, isAuthors: false, isQuoted: false }]
  }
  const pieces = source.split(/(\{\{[\s\S]*?\}\}|\{#[\s\S]*?#\})/).filter((piece) => piece !== '')
  return pieces.map((piece) => {
    const [only, more] = isTemplate(piece) ? parseTemplate(piece, { rawBackslashes: true }) : []
    return { source: piece, isAuthors: !isTemplate(piece) || !only, isQuoted: !more && endsWithQuote(only) }
  })
}

const endsWithQuote = (statement: Statement | undefined): boolean =>
  statement?.kind === 'output' &&
  statement.value.kind === 'filter' &&
  /^(ansible\.builtin\.)?quote$/.test(statement.value.name)

/** The quotes that are open at the end of a line. */
function quoteAt(line: string): '"' | "'" | '' {
  let open: '"' | "'" | '' = ''
  for (let at = 0; at < line.length; at++) {
    const character = line[at]
    if (character === '\\' && open !== "'") at++
    else if (open === '' && (character === '"' || character === "'")) open = character
    else if (character === open) open = ''
  }
  return open
}

function fits(value: string, quote: '"' | "'" | ''): boolean {
  if (quote === "'") return !/['\0]/.test(value)
  if (quote === '"') return !/["$`\\!\0]/.test(value)
  return /^[\w@%+=:,./-]*$/.test(value)
}
