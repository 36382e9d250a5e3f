import { isAbsolute, relative, resolve } from 'node:path'
import { PlaybookError } from '../playbook-error.ts'

/** The path of a file that a play names, when it lies in the plays folder. Throws a PlaybookError when it does not. */
export function insidePlays(file: string, options: { from: string; playsDir: string }): string {
  const path = resolve(options.from, file)
  if (isInside(path, options.playsDir)) return path
  throw new PlaybookError('missing', { message: `'${file}' lies outside the plays folder`, file: path })
}

/** Whether a path is a folder or lies below it, by its letters alone. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path))
  return way === '' || (!way.startsWith('..') && !isAbsolute(way))
}
