import { execFile } from 'node:child_process'
import { runDate } from '../engine/date-command.ts'
import { strftime } from '../python/strftime.ts'
import { text } from '../python/text.ts'
import { type Dict, isList, type Value } from '../python/values.ts'
import { booleanArgument, textArgument } from './arguments.ts'
import { type ModuleContext, type ModuleOutcome, outcome } from './module.ts'

const largestOutput = 16 << 20

type Done = { rc: number; stdout: string; stderr: string; msg?: string; isMissing?: boolean }

/** The outcome that `creates` and `removes` decide on, when one of them says that there is nothing to do. */
export async function needlessRun(
  args: Dict,
  { files }: ModuleContext,
  command: Value,
): Promise<ModuleOutcome | undefined> {
  const creates = textArgument(args, 'creates')
  const removes = textArgument(args, 'removes')
  const skipped = (path: string, state: string): ModuleOutcome => {
    const stdout = `skipped, since ${path} ${state}`
    const msg = `Did not run command since '${path}' ${state}`
    const output = { stdout, stdout_lines: [stdout], stderr: '', stderr_lines: [] }
    return outcome({ changed: false, rc: 0, cmd: command, ...output, msg })
  }
  const there = (path: string) => files.stat(path, { follow: true })
  if (creates !== undefined && (await there(creates))) return skipped(creates, 'exists')
  if (removes !== undefined && !(await there(removes))) return skipped(removes, 'does not exist')
  return undefined
}

/** Runs a program without a shell and waits for its end. `date` is computed here, with the run's clock. */
export async function runProgram(
  argv: string[],
  options: { args: Dict; context: ModuleContext; shown?: Value; keepsEnds?: boolean },
): Promise<ModuleOutcome> {
  const { args, context } = options
  const [program = '', ...rest] = argv
  const start = context.now()
  const date = program === 'date' ? runDate(rest, start) : undefined
  const done =
    date !== undefined
      ? { rc: 0, stdout: date, stderr: '' }
      : context.programs
        ? await execute(program, rest, { args, context })
        : { rc: 0, stdout: '', stderr: '' }
  const end = context.now()
  return result(done, { shown: options.shown ?? argv, start, end, keepsEnds: options.keepsEnds ?? false })
}

function execute(program: string, argv: string[], options: { args: Dict; context: ModuleContext }): Promise<Done> {
  const { args, context } = options
  const cwd = textArgument(args, 'chdir') ?? context.playsDir
  const stdin = textArgument(args, 'stdin')
  const input = stdin === undefined ? '' : booleanArgument(args, 'stdin_add_newline', true) ? `${stdin}\n` : stdin
  return new Promise((resolve) => {
    const child = execFile(
      program,
      argv,
      {
        cwd,
        signal: context.signal,
        killSignal: 'SIGKILL',
        maxBuffer: largestOutput,
        env: { ...process.env, ...context.environment },
      },
      (error, stdout, stderr) => {
        if (!error) return resolve({ rc: 0, stdout, stderr })
        if (typeof error.code === 'number')
          return resolve({ rc: error.code, stdout, stderr, msg: 'non-zero return code' })
        if (error.signal && error.code === undefined)
          return resolve({ rc: -9, stdout, stderr, msg: 'non-zero return code' })
        const missing = error.code === 'ENOENT'
        const msg = missing ? `[Errno 2] No such file or directory: b'${program}'` : error.message
        resolve({ rc: 2, stdout, stderr, msg, isMissing: missing })
      },
    )
    // A program may end without reading what it is given; that is its own business.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}

function result(done: Done, run: { shown: Value; start: Date; end: Date; keepsEnds: boolean }): ModuleOutcome {
  const lines = (shown: string) => (shown === '' ? [] : shown.replace(/\r?\n$/, '').split(/\r?\n/))
  const stamp = (at: Date) => strftime('%Y-%m-%d %H:%M:%S.%f', at, { utc: false })
  const trimmed = (shown: string) => (run.keepsEnds ? shown : shown.replace(/[\r\n]+$/, ''))
  const stdout = trimmed(done.stdout)
  const stderr = trimmed(done.stderr)
  return outcome({
    changed: !done.isMissing,
    stdout,
    stderr,
    rc: done.rc,
    cmd: done.isMissing && isList(run.shown) ? run.shown.map(text).join(' ') : run.shown,
    start: stamp(run.start),
    end: stamp(run.end),
    delta: duration(run.end.getTime() - run.start.getTime()),
    msg: done.msg ?? '',
    stdout_lines: lines(stdout),
    stderr_lines: lines(stderr),
    ...(done.rc === 0 ? {} : { failed: true }),
  })
}

function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000
  const minutes = Math.floor(seconds / 60)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${(seconds % 60).toFixed(6).padStart(9, '0')}`
}
