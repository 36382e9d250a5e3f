import { basename, join, resolve } from 'node:path'
import { dumpJson } from '../python/json.ts'
import { text } from '../python/text.ts'
import { type Dict, isDict, isList, type Value } from '../python/values.ts'
import { booleanArgument, textArgument } from './arguments.ts'
import { applyMode, fileFacts, md5, modeArgument, sha1 } from './file-facts.ts'
import { failure, type Module, type ModuleContext, type ModuleOutcome, outcome } from './module.ts'

/** Puts a text, a file of the `files` folder or a whole folder at a place on disk. */
export const copyModule: Module = async (args, context) => {
  const dest = textArgument(args, 'dest')
  const src = textArgument(args, 'src')
  const content = args.get('content')
  if (dest === undefined) return failure('missing required arguments: dest')
  if (src === undefined && content === undefined) return failure('src (or content) is required')
  if (src !== undefined && content !== undefined) return failure('src and content are mutually exclusive')
  if (content !== undefined) {
    if (dest.endsWith('/')) return failure('can not use content with a dir as dest')
    return writeContent(Buffer.from(asContent(content)), { args, context, dest, src: undefined })
  }
  const from = await sourceOf(src ?? '', args, context)
  if (from === undefined) return failure(`Could not find or access '${src}' on the Ansible Controller.`)
  const isFolder = (await context.files.stat(from, { follow: true }))?.kind === 'directory'
  if (isFolder) return copyFolder(from, { src: src ?? '', dest, args, context })
  const intoFolder = dest.endsWith('/') || (await context.files.stat(dest, { follow: true }))?.kind === 'directory'
  const target = intoFolder ? join(dest, basename(from)) : dest
  return writeContent(await context.files.read(from), { args, context, dest: target, src: from })
}

/** A mapping or list is written as JSON. */
const asContent = (content: Value): string =>
  isDict(content) || isList(content) ? dumpJson(content) : text(content ?? '')

async function sourceOf(src: string, args: Dict, { searchPath, files }: ModuleContext): Promise<string | undefined> {
  const remote = booleanArgument(args, 'remote_src', false)
  const candidates = remote
    ? [src]
    : searchPath.flatMap((folder) => [resolve(folder, 'files', src), resolve(folder, src)])
  for (const path of candidates) if (await files.stat(path, { follow: true }).catch(() => undefined)) return path
  return undefined
}

async function copyFolder(
  from: string,
  options: { src: string; dest: string; args: Dict; context: ModuleContext },
): Promise<ModuleOutcome> {
  const { src, dest, args, context } = options
  // `src: folder` copies the folder, `src: folder/` what is in it
  const top = src.endsWith('/') ? dest : join(dest, basename(from))
  let changed = false
  const copyInto = async (folder: string, target: string): Promise<void> => {
    if (!context.check) await context.files.makeFolder(target)
    for (const name of await context.files.list(folder)) {
      const path = join(folder, name)
      if ((await context.files.stat(path, { follow: true }))?.kind === 'directory')
        await copyInto(path, join(target, name))
      else {
        const done = await writeContent(await context.files.read(path), {
          args,
          context,
          dest: join(target, name),
          src: path,
        })
        changed ||= done.result.get('changed') === true
      }
    }
  }
  await copyInto(from, top)
  return outcome({ changed, src: from, dest: top })
}

/** Writes content where it differs from what is there, with its mode; what `copy`, `template` and downloads have in common. */
export async function writeContent(
  content: Buffer,
  options: { args: Dict; context: ModuleContext; dest: string; src: string | undefined },
): Promise<ModuleOutcome> {
  const { args, context, src } = options
  const { files, check } = context
  const dest = resolve(context.playsDir, options.dest)
  try {
    const there = await files.stat(dest, { follow: true })
    if (there?.kind === 'directory') return failure(`can not write to ${dest}: it is a directory`)
    const before = there ? await files.read(dest) : undefined
    const differs = before === undefined || (!before.equals(content) && booleanArgument(args, 'force', true))
    const mode = modeArgument(args, there?.mode ?? 0o644)
    const backup = `${dest}.${context.now().toISOString().replace(/[:.]/g, '-')}~`
    const keeps = differs && before !== undefined && booleanArgument(args, 'backup', false)
    if (differs && !check) {
      if (keeps && before) await files.write(backup, before)
      await files.write(dest, content, { mode })
    }
    const changed = (await applyMode(args, dest, context)) || differs
    return outcome({
      changed,
      dest,
      ...(src === undefined ? {} : { src }),
      ...(keeps ? { backup_file: backup } : {}),
      checksum: sha1(content),
      md5sum: md5(content),
      ...(await fileFacts(files, dest)),
    })
  } catch (error) {
    if (context.signal.aborted) throw error
    return failure(`Destination ${dest} is not writable: ${(error as Error).message}`)
  }
}
