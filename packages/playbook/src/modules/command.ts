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
  if (argv.length === 0 || argv[0] === '') {
    return failure('no command given', {
      rc: 256,
      cmd: null,
      stdout: '',
      stderr: '',
      stdout_lines: [],
      stderr_lines: [],
    })
  }
  const words = argv.map((word) => expandedWord(word, context.environment))
  return (await needlessRun(args, context, argv)) ?? runProgram(words, { args, context, shown: argv })
}

const harmless = new Set(['HOME', 'LANG', 'LOGNAME', 'PATH', 'PWD', 'SHELL', 'TZ', 'USER'])

/** `$HOME` and `~` as Ansible fills them in; of the server's own variables only those that hold no secret. */
function expandedWord(word: string, environment: Record<string, string>): string {
  const value = (name: string): string | undefined =>
    environment[name] ?? (harmless.has(name) ? process.env[name] : undefined)
  const filled = word.replace(/\$(?:(\w+)|\{(\w+)\})/g, (all, bare, braced) => value(bare ?? braced) ?? all)
  return filled.replace(/^~(?=\/|$)/, value('HOME') ?? '~')
}
