import { basename, join, resolve } from 'node:path'
import { textArgument } from './arguments.ts'
import { writeContent } from './copy.ts'
import { failure, type Module } from './module.ts'

/** Renders a file of the `templates` folder to a place on disk; changes nothing when it holds that text already. */
export const templateModule: Module = async (args, context) => {
  const { templar, searchPath, files } = context
  const src = textArgument(args, 'src')
  const wanted = textArgument(args, 'dest')
  if (src === undefined || wanted === undefined) return failure('src and dest are required')
  const candidates = searchPath.flatMap((folder) => [resolve(folder, 'templates', src), resolve(folder, src)])
  for (const path of candidates) {
    if (!(await files.stat(path, { follow: true }).catch(() => undefined))) continue
    const source = (await files.read(path)).toString('utf8')
    const rendered = templar.renderText(source, { rawBackslashes: false })
    const isFolder = wanted.endsWith('/') || (await files.stat(wanted, { follow: true }))?.kind === 'directory'
    const dest = isFolder ? join(wanted, basename(src).replace(/\.j2$/, '')) : wanted
    return writeContent(Buffer.from(rendered), { args, context, dest, src: path })
  }
  return failure(`Could not find or access '${src}'`)
}
