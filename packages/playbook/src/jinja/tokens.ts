import { unescapeText } from '../python/string-literal.ts'
import { float, integer, TemplateError, type Value } from '../python/values.ts'

export type Token =
  | { kind: 'data'; text: string }
  | { kind: 'begin' | 'end'; of: 'variable' | 'block' }
  | { kind: 'name' | 'operator'; text: string }
  | { kind: 'constant'; value: Value; isInteger: boolean; isString: boolean }

export type LexOptions = {
  /** Ansible's rule for playbooks: a backslash in a text between {{ and }} stands for itself */
  rawBackslashes: boolean
  lstripBlocks?: boolean
  trimBlocks?: boolean
}

const opening = /\{([{%#])([-+]?)/g
const operators = /\*\*|\/\/|==|!=|<=|>=|[-+*/%~<>=.:|,;()[\]{}]/y
const names = /[\p{L}_][\p{L}\p{N}_]*/uy
// as in Jinja: no float directly after a dot, so that a.0.1 is two indices
const floats = /(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?[eE][-+]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/y
const integers = /0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*/y
const strings = /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"/y

/** Cuts a template into tokens, with Jinja's rules for white space (`-`, the first line break after a block). */
export function tokenize(template: string, options: LexOptions): Token[] {
  const { trimBlocks = true, lstripBlocks = false } = options
  // Jinja leaves out one line break at the very end; whoever renders puts back what Ansible keeps
  const source = template.replace(/\r\n|\r/g, '\n').replace(/\n$/, '')
  const tokens: Token[] = []
  let at = 0
  const data = (text: string, before: string, kind: string) => {
    let kept = text
    if (before === '-') kept = kept.trimEnd()
    else if (lstripBlocks && before !== '+' && kind !== '{') kept = kept.replace(/(^|\n)[ \t]+$/, '$1')
    if (kept !== '') tokens.push({ kind: 'data', text: kept })
  }
  const after = (minus: boolean, block: boolean) => {
    if (minus) while (/\s/.test(source[at] ?? '')) at++
    else if (block && trimBlocks && source[at] === '\n') at++
  }
  for (;;) {
    opening.lastIndex = at
    const found = opening.exec(source)
    if (!found) {
      data(source.slice(at), '', '')
      return tokens
    }
    const [whole, kind = '', sign = ''] = found
    data(source.slice(at, found.index), sign, kind)
    at = found.index + whole.length
    if (kind === '#') {
      const end = source.indexOf('#}', at)
      if (end < 0) throw new TemplateError('Missing end of comment tag')
      at = end + 2
      after(source[end - 1] === '-', true)
    } else if (kind === '%' && /^\s*raw\s*-?%\}/.test(source.slice(at))) {
      const start = source.indexOf('%}', at)
      const trimStart = source[start - 1] === '-'
      const end = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g
      end.lastIndex = start
      const close = end.exec(source)
      if (!close) throw new TemplateError('Missing end of raw directive')
      let raw = source.slice(start + 2, close.index)
      if (trimStart) raw = raw.trimStart()
      else if (trimBlocks) raw = raw.replace(/^\n/, '')
      data(raw, close[1] ?? '', '%')
      at = close.index + close[0].length
      after(close[2] === '-', true)
    } else {
      const of = kind === '{' ? 'variable' : 'block'
      tokens.push({ kind: 'begin', of })
      at = expression(source, at, of, tokens, options.rawBackslashes && of === 'variable')
      const minus = source[at] === '-'
      if (minus || source[at] === '+') at++
      at += 2
      tokens.push({ kind: 'end', of })
      after(minus, of === 'block')
    }
  }
}

/** Tokens of the inside of a tag; gives the position of its end. */
function expression(source: string, start: number, of: 'variable' | 'block', tokens: Token[], raw: boolean): number {
  const close = of === 'variable' ? '}}' : '%}'
  const brackets: string[] = []
  let at = start
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(source)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  for (;;) {
    while (at < source.length && /\s/.test(source[at] as string)) at++
    if (at >= source.length)
      throw new TemplateError(
        `unexpected end of template, expected 'end of ${of === 'variable' ? 'print statement' : 'statement block'}'.`,
      )
    if (brackets.length === 0) {
      if (source.startsWith(close, at)) return at
      if (/[-+]/.test(source[at] as string) && source.startsWith(close, at + 1)) return at
    }
    const real = match(floats)
    if (real !== undefined) {
      tokens.push({
        kind: 'constant',
        value: float(Number(real.replaceAll('_', ''))),
        isInteger: false,
        isString: false,
      })
      continue
    }
    const whole = match(integers)
    if (whole !== undefined) {
      const value = integer(BigInt(whole.replaceAll('_', '')))
      tokens.push({ kind: 'constant', value, isInteger: true, isString: false })
      continue
    }
    const name = match(names)
    if (name !== undefined) {
      tokens.push({ kind: 'name', text: name })
      continue
    }
    const literal = match(strings)
    if (literal !== undefined) {
      const body = literal.slice(1, -1)
      tokens.push({
        kind: 'constant',
        value: raw ? rawText(body) : unescapeText(body),
        isInteger: false,
        isString: true,
      })
      continue
    }
    const operator = match(operators)
    if (operator === undefined) throw new TemplateError(`unexpected char '${source[at]}' at ${at}`)
    if ('([{'.includes(operator)) brackets.push(operator)
    if (')]}'.includes(operator)) {
      const open = brackets.pop()
      if (open === undefined) throw new TemplateError(`unexpected '${operator}'`)
      const expected = ')]}'['([{'.indexOf(open)]
      if (expected !== operator) throw new TemplateError(`unexpected '${operator}', expected '${expected}'`)
    }
    tokens.push({ kind: 'operator', text: operator })
  }
}

/** Ansible doubles each backslash before Jinja reads the text, so that all of them, `\'` too, stay in it. */
const rawText = (body: string): string => unescapeText(body.replaceAll('\\', '\\\\'))
