/** A flag of ProcessEvent, such as `*rals:*authorize&*derived_reply` or `*attributes:*ids:A&B` (section 8.6). */
export type EventFlag = { readonly name: string; readonly parts: readonly string[]; readonly ids: readonly string[] }

const IDS = '*ids'

/** Reads `*name[:part[&part]...][:*ids:A&B]`. */
export function readFlag(text: string): EventFlag {
  const [name = '', ...rest] = text.split(':')
  const at = rest.indexOf(IDS)
  const parts = (at < 0 ? rest : rest.slice(0, at)).flatMap((part) => part.split('&'))
  const ids = at < 0 ? [] : (rest[at + 1] ?? '').split('&').filter((id) => id !== '')
  return { name, parts: parts.filter((part) => part !== ''), ids }
}
