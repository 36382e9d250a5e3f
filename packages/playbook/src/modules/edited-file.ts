import { dirname } from 'node:path'
import type { Dict, Value } from '../python/values.ts'
import { booleanArgument, textArgument } from './arguments.ts'
import { applyMode } from './file-facts.ts'
import { failure, type ModuleContext, type ModuleOutcome, outcome } from './module.ts'

/** A file that a module edits: where it is, and its text; undefined when it is not there. */
export type Edited = { path: string; before: string | undefined }

/** The file of `path` (or `dest`, `name`), or the failure that it cannot be edited. */
export async function openEdited(args: Dict, context: ModuleContext): Promise<Edited | ModuleOutcome> {
  const path = textArgument(args, 'path', 'dest', 'destfile', 'name')
  if (path === undefined) return failure('missing required arguments: path')
  const found = await context.files.stat(path, { follow: true })
  if (found?.kind === 'directory') return failure(`Path ${path} is a directory !`, { rc: 256 })
  return { path, before: found ? (await context.files.read(path)).toString('utf8') : undefined }
}

/** Writes what has changed, keeps a copy of the old text if asked to, sets the mode, and says what was done. */
export async function closeEdited(
  edited: Edited,
  edit: { after: string; msg: string; args: Dict; context: ModuleContext; more?: Record<string, Value> },
): Promise<ModuleOutcome> {
  const { path, before } = edited
  const { after, args, context, more = {} } = edit
  const { files, check } = context
  let changed = before !== after
  let msg = changed ? edit.msg : ''
  const backup = changed && before !== undefined && booleanArgument(args, 'backup', false)
  const copy = `${path}.${context.now().toISOString().replace(/[:.]/g, '-')}~`
  if (changed && !check) {
    if (backup) await files.write(copy, before)
    if (before === undefined) await files.makeFolder(dirname(path))
    await files.write(path, after)
  }
  if (await applyMode(args, path, context)) {
    msg += `${changed ? ' and ' : ''}ownership, perms or SE linux context changed`
    changed = true
  }
  return outcome({ changed, msg, ...more, ...(backup && !check ? { backup_file: copy, backup: copy } : {}) })
}

/** Lines with their ends, as Python's `splitlines(True)` gives them. */
export const linesOf = (content: string): string[] => content.match(/[^\n]*\n|[^\n]+$/g) ?? []
