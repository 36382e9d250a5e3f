import { splitCommand } from '../engine/split-command.ts'
import { text } from '../python/text.ts'
import { listArgument, textArgument, unknownArguments } from './arguments.ts'
import { failure, type Module } from './module.ts'
import { needlessRun, runProgram } from './run-program.ts'

const known = [
  '_raw_params',
  'cmd',
  'argv',
  'chdir',
  'creates',
  'removes',
  'stdin',
  'stdin_add_newline',
  'warn',
  '_uses_shell',
]

/** Runs a program without a shell: no pipes, no variables of a shell, no wildcards. */
export const commandModule: Module = async (args, context) => {
  const unknown = unknownArguments(args, known, 'ansible.legacy.command')
  if (unknown !== undefined) return failure(unknown)
  const line = textArgument(args, '_raw_params', 'cmd')
  const argv = args.has('argv') ? listArgument(args, 'argv').map(text) : splitCommand(line ?? '')
  if (argv.length === 0 || argv[0] === '') return failure('no command given', { rc: 256 })
  return (await needlessRun(args, context)) ?? runProgram(argv, { args, context })
}
