import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'

/** The file of this name: beside the play in a folder (`files`, `templates`), or beside the play itself. */
export function findFile(name: string, searchPath: string[], folder: string): string | undefined {
  const path = name.replace(/^~(?=\/|$)/, homedir())
  return searchPath
    .flatMap((at) => [resolve(at, folder, path), resolve(at, path)])
    .find((candidate) => statSync(candidate, { throwIfNoEntry: false }) !== undefined)
}
