import { textArgument } from './arguments.ts'
import { failure, type Module, outcome } from './module.ts'

/** Reads a file; its content comes as Base64. */
export const slurpModule: Module = async (args, { files }) => {
  const src = textArgument(args, 'src', 'path')
  if (src === undefined) return failure('missing required arguments: src')
  if (!(await files.stat(src, { follow: true }))) return failure(`file not found: ${src}`)
  try {
    const content = await files.read(src)
    return outcome({ changed: false, content: content.toString('base64'), source: src, encoding: 'base64' })
  } catch (error) {
    return failure(`unable to slurp file: ${(error as Error).message}`)
  }
}
