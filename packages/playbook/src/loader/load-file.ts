import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PlaybookError } from '../playbook-error.ts'
import { expandPlay, type Loading } from './expand-imports.ts'
import { insidePlays } from './inside-plays.ts'
import { parseYaml } from './parse-yaml.ts'
import type { Play, PlaybookImport } from './play.ts'
import { quoteJsonBodies } from './quote-json-bodies.ts'
import { readPlays } from './read-play.ts'
import { remembered } from './remembered.ts'

const playbooks = remembered((source, file) => readPlays(parseYaml(quoteJsonBodies(source), file), file))
const deepest = 20

/** The file of a play; its name may be given with or without its ending. */
export async function playFile(options: { playsDir: string; play: string }): Promise<string> {
  const name = options.play.replace(/\.ya?ml$/, '')
  const file = join(options.playsDir, `${name}.yaml`)
  if (!/^[\w.-]+$/.test(name) || name.startsWith('.')) {
    throw new PlaybookError('missing', { message: `'${options.play}' is not the name of a playbook`, file })
  }
  const other = join(options.playsDir, `${name}.yml`)
  const exists = (path: string) =>
    stat(path).then(
      () => true,
      () => false,
    )
  return !(await exists(file)) && (await exists(other)) ? other : file
}

/**
 * The plays of `<playsDir>/<play>.yaml`, with what they import in its place. Throws a PlaybookError when a file is missing or
 * no playbook.
 */
export async function loadPlays(options: Loading & { play: string }): Promise<Play[]> {
  return readAll(await playFile(options), options, 0)
}

async function readAll(file: string, loading: Loading, depth: number): Promise<Play[]> {
  if (depth > deepest) {
    throw new PlaybookError('syntax', { message: `Playbooks import one another more than ${deepest} deep`, file })
  }
  const plays: Play[] = []
  for (const entry of await playbooks(file)) {
    if ('importPlaybook' in entry) plays.push(...(await imported(entry, loading, depth)))
    else plays.push(await expandPlay(entry, loading))
  }
  return plays
}

async function imported(entry: PlaybookImport, loading: Loading, depth: number): Promise<Play[]> {
  const { importPlaybook, inherited, at } = entry
  const name = String(loading.render?.(importPlaybook, undefined) ?? importPlaybook)
  const path = insidePlays(name, { from: join(at.file, '..'), playsDir: loading.playsDir })
  const plays = await readAll(path, loading, depth + 1)
  return plays.map((play) => ({
    ...play,
    vars: new Map([...play.vars, ...inherited.vars]),
    inherited: {
      ...play.inherited,
      when: [...inherited.when, ...play.inherited.when],
      tags: [...inherited.tags, ...play.inherited.tags],
    },
  }))
}
