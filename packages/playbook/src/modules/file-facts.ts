import { createHash } from 'node:crypto'
import { userInfo } from 'node:os'
import type { Dict, Value } from '../python/values.ts'
import { textArgument } from './arguments.ts'
import type { FileStat, Files } from './files.ts'

export const octal = (mode: number): string => `0${(mode & 0o7777).toString(8).padStart(3, '0')}`

/** What the modules that make files say of them. */
export async function fileFacts(files: Files, path: string): Promise<Record<string, Value>> {
  const found = await files.stat(path)
  if (!found) return {}
  return {
    uid: found.uid,
    gid: found.gid,
    owner: ownerName(found),
    group: ownerName(found),
    mode: octal(found.mode),
    state: found.kind === 'other' ? 'file' : found.kind,
    size: found.size,
  }
}

/** The name of this process's own user; others are shown by number. */
export function ownerName({ uid }: FileStat): string {
  const own = userInfo()
  return uid === own.uid ? own.username : String(uid)
}

export const sha1 = (content: Buffer | string): string => createHash('sha1').update(content).digest('hex')
export const md5 = (content: Buffer | string): string => createHash('md5').update(content).digest('hex')

/** `mode` as bits: octal digits, a YAML integer, or symbols such as `u=rw,g+r`; undefined when there is none or `preserve`. */
export function modeArgument(args: Dict, before: number): number | undefined {
  const given = args.get('mode') ?? null
  // YAML reads 0644 as the number 420, which is what the digits mean
  if (typeof given === 'number') return given
  const mode = textArgument(args, 'mode')
  if (mode === undefined || mode === 'preserve') return undefined
  if (/^0?o?[0-7]{3,4}$/.test(mode)) return Number.parseInt(mode.replace('o', ''), 8)
  return symbolic(mode, before)
}

const shifts: Record<string, number> = { u: 6, g: 3, o: 0 }

function symbolic(mode: string, before: number): number {
  let bits = before
  for (const part of mode.split(',')) {
    const [, who = '', operator = '', which = ''] = /^([ugoa]*)([=+-])([rwxX]*)$/.exec(part.trim()) ?? []
    if (operator === '') throw new Error(`bad symbolic permission for mode: ${mode}`)
    const wanted = (which.includes('r') ? 4 : 0) | (which.includes('w') ? 2 : 0) | (/[xX]/.test(which) ? 1 : 0)
    for (const group of who === '' || who.includes('a') ? ['u', 'g', 'o'] : [...who]) {
      const shift = shifts[group] ?? 0
      if (operator === '=') bits = (bits & ~(7 << shift)) | (wanted << shift)
      else bits = operator === '+' ? bits | (wanted << shift) : bits & ~(wanted << shift)
    }
  }
  return bits
}

/** Sets the wanted mode where it differs; says whether it did. */
export async function applyMode(args: Dict, path: string, context: { files: Files; check: boolean }): Promise<boolean> {
  const { files, check } = context
  const found = await files.stat(path, { follow: true })
  const wanted = modeArgument(args, found?.mode ?? 0o644)
  if (!found || wanted === undefined || wanted === found.mode) return false
  if (!check) await files.setMode(path, wanted)
  return true
}
