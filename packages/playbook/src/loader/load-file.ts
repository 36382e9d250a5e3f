import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PlaybookError } from '../playbook-error.ts'
import { parseYaml } from './parse-yaml.ts'
import type { Play, Step } from './play.ts'
import { quoteJsonBodies } from './quote-json-bodies.ts'
import { readPlays, readTaskFile } from './read-play.ts'

type TaskFile = { steps: Step[]; unsupported: string[] }

/** Keeps what was made of a file until the file changes. */
function remembered<Made>(make: (source: string, file: string) => Made) {
  const known = new Map<string, { stamp: string; made: Made }>()
  return async (file: string): Promise<Made> => {
    const { mtimeMs, size, ino } = await stat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
      throw new PlaybookError('missing', { message: `Could not find or access '${file}'`, file })
    })
    const stamp = `${mtimeMs} ${size} ${ino}`
    const before = known.get(file)
    if (before?.stamp === stamp) return before.made
    const made = make(await readFile(file, 'utf8'), file)
    known.set(file, { stamp, made })
    return made
  }
}

const plays = remembered((source, file): Play[] => readPlays(parseYaml(quoteJsonBodies(source), file), file))

/** The plays of `<playsDir>/<play>.yaml`. Throws a PlaybookError when it is missing or no playbook. */
export async function loadPlays(options: { playsDir: string; play: string }): Promise<Play[]> {
  const name = options.play.replace(/\.ya?ml$/, '')
  const file = join(options.playsDir, `${name}.yaml`)
  if (!/^[\w.-]+$/.test(name) || name.startsWith('.')) {
    throw new PlaybookError('missing', { message: `'${options.play}' is not the name of a playbook`, file })
  }
  return plays(file)
}

/** The tasks of a task file. Throws a PlaybookError when it is missing or no list of tasks. */
export const loadTaskFile: (file: string) => Promise<TaskFile> = remembered((source, file) =>
  readTaskFile(parseYaml(quoteJsonBodies(source), file), file),
)
