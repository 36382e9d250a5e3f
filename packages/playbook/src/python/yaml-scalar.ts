/** What a scalar is written as: pieces between which the emitter may break the line. */
export type ScalarPiece =
  | { kind: 'text'; text: string; afterBreak: boolean }
  | { kind: 'space'; text: string; mayBreak: boolean; escapeNext: boolean }
  | { kind: 'break'; text: string }

export type YamlScalar = { quote: '' | "'" | '"'; pieces: ScalarPiece[] }

const printable = /^[\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}\x85]*$/u

/** Chooses between plain, single and double quotes as libyaml does. */
export function yamlScalar(
  source: string,
  options: { isPlain: boolean; inFlow: boolean; isKey: boolean; isBare: boolean },
): YamlScalar {
  const { isPlain, inFlow, isKey } = options
  const found = analysed(source)
  if (isKey && found.multiline) return { quote: '"', pieces: doubleQuoted(source) }
  const plain = isPlain && (inFlow ? found.flowPlain : found.blockPlain) && !(source === '' && (inFlow || isKey))
  if (plain) return { quote: '', pieces: spaced(source, false) }
  return found.single ? { quote: "'", pieces: spaced(source, true) } : { quote: '"', pieces: doubleQuoted(source) }
}

function analysed(source: string): { multiline: boolean; flowPlain: boolean; blockPlain: boolean; single: boolean } {
  if (source === '') return { multiline: false, flowPlain: false, blockPlain: true, single: true }
  const multiline = source.includes('\n')
  const marks = /^(?:---|\.\.\.)/.test(source)
  const blockMark =
    marks ||
    /^[#,[\]{}&*!|>'"%@`]/.test(source) ||
    /^[?:-](?=\s|$)/.test(source) ||
    /:(?=\s|$)/.test(source) ||
    /\s#/.test(source)
  const flowMark = blockMark || /^[?:]/.test(source) || /[,?[\]{}:]/.test(source)
  const edge = /^[ \n]|[ \n]$/.test(source)
  const special = !printable.test(source) || / \n/.test(source)
  const plain = !edge && !multiline && !special
  return {
    multiline,
    flowPlain: plain && !flowMark,
    blockPlain: plain && !blockMark,
    single: !special && !/\n /.test(source),
  }
}

function spaced(source: string, quoted: boolean): ScalarPiece[] {
  const pieces: ScalarPiece[] = []
  let afterBreak = false
  for (const [index, character] of [...source].entries()) {
    const characters = source[index + 1]
    if (character === ' ') {
      const edge = index === 0 || index === source.length - 1
      const mayBreak = characters !== ' ' && source[index - 1] !== ' ' && !(quoted && edge)
      pieces.push({ kind: 'space', text: ' ', mayBreak, escapeNext: false })
    } else if (character === '\n') {
      pieces.push({ kind: 'break', text: afterBreak ? '\n' : '\n\n' })
      afterBreak = true
      continue
    } else pieces.push({ kind: 'text', text: quoted && character === "'" ? "''" : character, afterBreak })
    afterBreak = false
  }
  return pieces
}

const escapes: Record<string, string> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\u00a0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
}

function doubleQuoted(source: string): ScalarPiece[] {
  const characters = [...source]
  return characters.map((character, index): ScalarPiece => {
    if (character === ' ') {
      const edge = index === 0 || index === characters.length - 1
      const mayBreak = !edge && characters[index - 1] !== ' '
      return { kind: 'space', text: ' ', mayBreak, escapeNext: characters[index + 1] === ' ' }
    }
    const short = escapes[character]
    if (short !== undefined) return { kind: 'text', text: `\\${short}`, afterBreak: false }
    if (printable.test(character)) return { kind: 'text', text: character, afterBreak: false }
    const code = character.codePointAt(0) ?? 0
    const hex = (digits: number) => code.toString(16).toUpperCase().padStart(digits, '0')
    const escaped = code <= 0xff ? `\\x${hex(2)}` : code <= 0xffff ? `\\u${hex(4)}` : `\\U${hex(8)}`
    return { kind: 'text', text: escaped, afterBreak: false }
  })
}
