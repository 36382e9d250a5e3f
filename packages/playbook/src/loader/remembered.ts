import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { PlaybookError } from '../playbook-error.ts'

/** Keeps what was made of a file until the file changes. Throws a PlaybookError of kind `missing` when there is no such file. */
export function remembered<Made>(make: (source: string, file: string) => Made) {
  const known = new Map<string, { stamp: string; made: Made }>()
  return async (file: string): Promise<Made> => {
    const { mtimeMs, size, ino } = await stat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
      throw new PlaybookError('missing', { message: `Could not find or access '${basename(file)}'`, file })
    })
    const stamp = `${mtimeMs} ${size} ${ino}`
    const before = known.get(file)
    if (before?.stamp === stamp) return before.made
    const made = make(await readFile(file, 'utf8'), file)
    known.set(file, { stamp, made })
    return made
  }
}
