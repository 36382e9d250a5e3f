import { regex } from '../filters/regex.ts'

/** A Python regular expression of a module's argument. */
export const pattern = (source: string, flags = ''): RegExp => regex(source, {}, flags)

/** A replacement as Python writes it (`\1`, `\g<name>`, `\n`) filled with what a match found. */
export function expanded(replacement: string, match: RegExpMatchArray): string {
  return replacement.replace(/\\(?:g<(\w+)>|(\d{1,2})|(.))/g, (all, name, digits, other) => {
    const group = name ?? digits
    if (group !== undefined) return (/^\d+$/.test(group) ? match[Number(group)] : match.groups?.[group]) ?? ''
    return ({ n: '\n', t: '\t', r: '\r', '\\': '\\' } as Record<string, string>)[other] ?? all
  })
}
