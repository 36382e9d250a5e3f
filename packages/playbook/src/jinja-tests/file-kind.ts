import { lstatSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute } from 'node:path'
import { text } from '../python/text.ts'
import type { JinjaTest } from './jinja-test.ts'

const found = (path: string) => statSync(path, { throwIfNoEntry: false })
const quietly =
  (check: (path: string) => boolean): JinjaTest =>
  (value) => {
    try {
      return check(text(value))
    } catch {
      return false
    }
  }

/** Tests of paths on this machine: what is not there, or may not be seen, passes none of them. */
export const fileTests = {
  abs: quietly(isAbsolute),
  directory: quietly((path) => found(path)?.isDirectory() ?? false),
  exists: quietly((path) => found(path) !== undefined),
  file: quietly((path) => found(path)?.isFile() ?? false),
  link: quietly((path) => lstatSync(path).isSymbolicLink()),
  linkExists: quietly((path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined),
  mount: quietly((path) => {
    if (lstatSync(path).isSymbolicLink()) return false
    const [own, above] = [lstatSync(path), lstatSync(dirname(realpathSync(path)))]
    return own.dev !== above.dev || own.ino === above.ino
  }),
}

/** Whether two paths lead to one file. */
export const sameFileTest: JinjaTest = (value, [other = '']) => realpathSync(text(value)) === realpathSync(text(other))
