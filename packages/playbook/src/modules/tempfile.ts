import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { textArgument } from './arguments.ts'
import { type Module, outcome } from './module.ts'

/** Makes an empty file or folder of a name that nobody else has. */
export const tempfileModule: Module = async (args, { files, check }) => {
  const name = `${textArgument(args, 'prefix') ?? 'ansible.'}${randomBytes(6).toString('hex')}${textArgument(args, 'suffix') ?? ''}`
  const path = join(textArgument(args, 'path') ?? tmpdir(), name)
  const isFolder = textArgument(args, 'state') === 'directory'
  if (!check && isFolder) {
    await files.makeFolder(path)
    await files.setMode(path, 0o700)
  } else if (!check) await files.write(path, '', { mode: 0o600 })
  return outcome({ changed: true, path, mode: isFolder ? '0700' : '0600', state: isFolder ? 'directory' : 'file' })
}
