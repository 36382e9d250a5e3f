import { execFile } from 'node:child_process'
import { runDate } from '../engine/date-command.ts'
import { splitCommand } from '../engine/split-command.ts'
import { strftime } from '../python/strftime.ts'
import { text } from '../python/text.ts'
import { listArgument, textArgument } from './arguments.ts'
import { failure, type Module, type ModuleContext, type ModuleOutcome } from './module.ts'

/** Runs a program without a shell. `date` is computed here, with the run's clock. */
export const commandModule: Module = async (args, context) => {
  const line = textArgument(args, '_raw_params', 'cmd')
  const argv = args.has('argv') ? listArgument(args, 'argv').map(text) : splitCommand(line ?? '')
  const [program, ...rest] = argv
  if (program === undefined) return failure('no command given', { rc: 256 })
  const start = context.now()
  const known = program === 'date' ? runDate(rest, start) : undefined
  const done =
    known === undefined ? await execute(program, rest, { args, context }) : { rc: 0, stdout: known, stderr: '' }
  return result(done, { argv, start, end: context.now() })
}

type Done = { rc: number; stdout: string; stderr: string; msg?: string }

function execute(
  program: string,
  argv: string[],
  options: { args: Parameters<Module>[0]; context: ModuleContext },
): Promise<Done> {
  const { args, context } = options
  const cwd = textArgument(args, 'chdir') ?? context.playsDir
  return new Promise((resolve) => {
    const child = execFile(
      program,
      argv,
      { cwd, signal: context.signal, maxBuffer: 64 << 20 },
      (error, stdout, stderr) => {
        if (!error) return resolve({ rc: 0, stdout, stderr })
        const code = typeof error.code === 'number' ? error.code : 2
        const msg = typeof error.code === 'number' ? 'non-zero return code' : error.message
        resolve({ rc: code, stdout, stderr, msg })
      },
    )
    // A program may end without reading what it is given; that is its own business.
    child.stdin?.on('error', () => {})
    child.stdin?.end(textArgument(args, 'stdin') ?? '')
  })
}

function result(done: Done, run: { argv: string[]; start: Date; end: Date }): ModuleOutcome {
  const lines = (shown: string) => (shown === '' ? [] : shown.split(/\r?\n/))
  const stamp = (at: Date) => strftime('%Y-%m-%d %H:%M:%S.%f', at, { utc: false })
  const stdout = done.stdout.replace(/[\r\n]+$/, '')
  const stderr = done.stderr.replace(/[\r\n]+$/, '')
  const seconds = (run.end.getTime() - run.start.getTime()) / 1000
  return {
    result: new Map(
      Object.entries({
        changed: true,
        stdout,
        stderr,
        rc: done.rc,
        cmd: run.argv,
        start: stamp(run.start),
        end: stamp(run.end),
        delta: `0:00:${seconds.toFixed(6).padStart(9, '0')}`,
        msg: done.msg ?? '',
        stdout_lines: lines(stdout),
        stderr_lines: lines(stderr),
        ...(done.rc === 0 ? {} : { failed: true }),
      }),
    ),
  }
}
