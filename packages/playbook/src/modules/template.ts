import { createHash, randomUUID } from 'node:crypto'
import { chmod, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { textArgument } from './arguments.ts'
import { failure, type Module, outcome } from './module.ts'

/** Renders a file of the `templates` folder to a place on disk; changes nothing when it holds that text already. */
export const templateModule: Module = async (args, { templar, playsDir }) => {
  const src = textArgument(args, 'src')
  const wanted = textArgument(args, 'dest')
  if (src === undefined || wanted === undefined) return failure('src and dest are required')
  const candidates = [resolve(playsDir, 'templates', src), resolve(playsDir, src)]
  let source: string | undefined
  for (const path of candidates) source ??= await readFile(path, 'utf8').catch(() => undefined)
  if (source === undefined) return failure(`Could not find or access '${src}'`)
  const rendered = templar.renderText(source, { rawBackslashes: false })
  const isFolder =
    wanted.endsWith('/') ||
    (await stat(wanted).then(
      (found) => found.isDirectory(),
      () => false,
    ))
  const dest = resolve(playsDir, isFolder ? join(wanted, basename(src).replace(/\.j2$/, '')) : wanted)
  const before = await readFile(dest, 'utf8').catch(() => undefined)
  const changed = before !== rendered
  const mode = textArgument(args, 'mode')
  try {
    if (changed) {
      // written beside and moved, so that nobody reads half a file
      const partial = join(dirname(dest), `.${basename(dest)}.${randomUUID()}`)
      await writeFile(partial, rendered, { mode: 0o644 })
      await rename(partial, dest)
    }
    if (mode !== undefined && /^0?[0-7]{3,4}$/.test(mode)) await chmod(dest, Number.parseInt(mode, 8))
  } catch (error) {
    return failure(`Destination ${dest} is not writable: ${(error as Error).message}`)
  }
  const checksum = createHash('sha1').update(rendered).digest('hex')
  return outcome({ changed, dest, src: candidates[0] ?? src, size: Buffer.byteLength(rendered), checksum })
}
