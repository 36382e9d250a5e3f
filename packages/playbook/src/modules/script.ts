import { access, constants } from 'node:fs/promises'
import { resolve } from 'node:path'
import { splitCommand } from '../engine/split-command.ts'
import { isInside } from '../loader/inside-plays.ts'
import { textArgument } from './arguments.ts'
import { failure, type Module } from './module.ts'
import { needlessRun, runProgram } from './run-program.ts'

/** Runs a script that lies among the plays, with the interpreter of its first line or of `executable`. */
export const scriptModule: Module = async (args, context) => {
  const { searchPath, playsDir } = context
  const [name, ...rest] = splitCommand(textArgument(args, '_raw_params', 'cmd') ?? '')
  if (name === undefined) return failure('no command given')
  const needless = await needlessRun(args, context, name)
  if (needless) return needless
  const candidates = searchPath.flatMap((folder) => [resolve(folder, 'files', name), resolve(folder, name)])
  const inPlays = candidates.filter((path) => isInside(path, playsDir))
  let path: string | undefined
  for (const candidate of inPlays)
    if (!path && (await context.files.stat(candidate, { follow: true }))) path = candidate
  if (path === undefined) return failure(`Could not find or access '${name}' on the Ansible Controller.`)
  const program = textArgument(args, 'executable') ?? (await interpreter(path, context.files.read))
  return runProgram(
    [...splitCommand(program), path, ...rest].filter((word) => word !== ''),
    { args, context, keepsEnds: true },
  )
}

/** What the first line asks for; nothing for a program that can be run as it is. */
async function interpreter(path: string, read: (path: string) => Promise<Buffer>): Promise<string> {
  const canRun = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
  if (canRun) return ''
  return /^#!\s*([^\n]+)/.exec((await read(path)).toString('utf8'))?.[1]?.trim() ?? '/bin/sh'
}
