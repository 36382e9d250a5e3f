import type { Dict } from '../python/values.ts'

/** `msg="some text" var=x` as arguments; what is no `key=value` is joined under `_raw_params`. */
export function parseKeyValues(source: string, options: { onlyRaw: boolean }): Dict {
  if (options.onlyRaw) return new Map([['_raw_params', source]])
  const args: Dict = new Map()
  const raw: string[] = []
  for (const word of splitWords(source)) {
    const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word)
    if (match) args.set(match[1] as string, unquote(match[2] as string))
    else raw.push(word)
  }
  if (raw.length > 0) args.set('_raw_params', raw.join(' '))
  return args
}

const unquote = (text: string): string =>
  text.length > 1 && (text[0] === '"' || text[0] === "'") && text.at(-1) === text[0] ? text.slice(1, -1) : text

/** Splits at blanks that stand neither in quotes nor in a template. */
function splitWords(source: string): string[] {
  const words = source.match(/(?:\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\S)+/g)
  return words ?? []
}
