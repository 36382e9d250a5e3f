import { basename, dirname, join, resolve } from 'node:path'
import type { Dict } from '../python/values.ts'
import { booleanArgument, textArgument } from './arguments.ts'
import { applyMode, fileFacts } from './file-facts.ts'
import type { FileStat } from './files.ts'
import { failure, type Module, type ModuleContext, type ModuleOutcome, outcome } from './module.ts'

type Work = { args: Dict; context: ModuleContext; path: string; found: FileStat | undefined }

/** Sees that a file, folder or link is there, or that nothing is. */
export const fileModule: Module = async (args, context) => {
  const given = textArgument(args, 'path', 'dest', 'name')
  if (given === undefined) return failure('missing required arguments: path')
  const path = resolve(context.playsDir, given)
  const found = await context.files.stat(path)
  const src = textArgument(args, 'src')
  const state = textArgument(args, 'state') ?? (booleanArgument(args, 'recurse', false) ? 'directory' : 'file')
  const work: Work = { args, context, path, found }
  if (state === 'absent') return absent(work)
  if (state === 'directory') return folder(work)
  if (state === 'touch') return touch(work)
  if (state === 'link' || state === 'hard') {
    return src === undefined
      ? failure('src is required for creating new links')
      : link(work, { src, hard: state === 'hard' })
  }
  if (state !== 'file') {
    return failure(`value of state must be one of: absent, directory, file, hard, link, touch, got: ${state}`)
  }
  if (!found) return failure(`file (${path}) is absent, cannot continue`, { path, state: 'absent' })
  return done(work, false)
}

async function absent({ context, path, found }: Work): Promise<ModuleOutcome> {
  if (found && !context.check) await context.files.remove(path)
  return outcome({ changed: found !== undefined, path, state: 'absent' })
}

async function folder(work: Work): Promise<ModuleOutcome> {
  const { args, context, path, found } = work
  if (found && found.kind === 'file') return failure(`${path} already exists as a file`, { path })
  if (!found && !context.check) await context.files.makeFolder(path)
  let changed = !found
  if (booleanArgument(args, 'recurse', false)) changed = (await modeBelow(work, path)) || changed
  return done(work, changed)
}

async function modeBelow(work: Work, path: string): Promise<boolean> {
  const { args, context } = work
  let changed = false
  for (const name of await context.files.list(path).catch(() => [])) {
    const below = join(path, name)
    const kind = (await context.files.stat(below))?.kind
    if (kind === 'link') continue
    changed = (await applyMode(args, below, context)) || changed
    if (kind === 'directory') changed = (await modeBelow(work, below)) || changed
  }
  return changed
}

async function touch(work: Work): Promise<ModuleOutcome> {
  const { args, context, path, found } = work
  const kept =
    textArgument(args, 'modification_time') === 'preserve' && textArgument(args, 'access_time') === 'preserve'
  if (!context.check && !(found && kept)) await context.files.touch(path, context.now())
  const answer = await done(work, !(found && kept))
  answer.result.set('dest', path)
  answer.result.delete('path')
  return answer
}

async function link(work: Work, options: { src: string; hard: boolean }): Promise<ModuleOutcome> {
  const { args, context, found } = work
  const { src, hard } = options
  const { files, check } = context
  const path = found?.kind === 'directory' && !hard ? join(work.path, basename(src)) : work.path
  const target = resolve(dirname(path), src)
  const force = booleanArgument(args, 'force', false)
  const there = await files.stat(target, { follow: true }).catch(() => undefined)
  if (!there && (hard || !force))
    return failure(`src file does not exist, use "force=yes" if you really want to create the link: ${target}`, {
      path,
      src,
    })
  const before = await files.stat(path)
  const isSame = hard ? before !== undefined && before.inode === there?.inode : before?.target === src
  if (before && !isSame && before.kind !== 'link' && !force) {
    return failure(`refusing to convert from ${before.kind} to ${hard ? 'hard' : 'symlink'} for ${path}`, { path })
  }
  if (!isSame && !check) {
    if (before) await files.remove(path)
    await files.link(path, src, { hard })
  }
  return outcome({
    changed: !isSame,
    dest: path,
    src,
    ...(await fileFacts(files, path)),
    state: hard ? 'hard' : 'link',
  })
}

async function done({ args, context, path }: Work, already: boolean): Promise<ModuleOutcome> {
  const changed = (await applyMode(args, path, context)) || already
  return outcome({ changed, path, ...(await fileFacts(context.files, path)) })
}
