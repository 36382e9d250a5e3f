import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { textArgument } from './arguments.ts'
import { failure, type Module, outcome } from './module.ts'

/** Reads a file; its content comes as Base64. */
export const slurpModule: Module = async (args, { playsDir }) => {
  const src = textArgument(args, 'src', 'path')
  if (src === undefined) return failure('missing required arguments: src')
  try {
    const content = await readFile(resolve(playsDir, src))
    return outcome({ changed: false, content: content.toString('base64'), source: src, encoding: 'base64' })
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return failure(missing ? `file not found: ${src}` : `unable to slurp file: ${(error as Error).message}`)
  }
}
