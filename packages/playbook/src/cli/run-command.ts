import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAnsibleEngine } from '../ansible/ansible-engine.ts'
import { dryRun } from '../dry-run/dry-run.ts'
import { describePlay } from '../engine/describe-play.ts'
import { createNativeEngine } from '../engine/native-engine.ts'
import type { PlaybookEngine, PlaybookOutcome, PlaybookRun, TaskEvent } from '../engine.ts'
import { parseYaml } from '../loader/parse-yaml.ts'
import { toPlain } from '../python/plain.ts'
import { isDict } from '../python/values.ts'
import { type Command, WrongUse } from './arguments.ts'

/** Runs a playbook and prints a line for each task; 0, or 2 for a failed and 4 for a broken one. */
export async function runCommand(command: Command, print: (line: string) => void): Promise<number> {
  const stop = new AbortController()
  const interrupt = () => stop.abort(new WrongUse('interrupted'))
  process.once('SIGINT', interrupt)
  const job = { ...jobOf(command), effectiveConfig: await configuration(command.config), signal: stop.signal }
  try {
    if (command.dryRun) return await runDry(job, print)
    const engine = await engineFor(command)
    const outcome = await engine.run({ ...job, onEvent: async (event) => show(event, print) })
    return conclude(outcome, print)
  } finally {
    process.off('SIGINT', interrupt)
  }
}

const jobOf = ({ playsDir, play, variables, tags, skipTags, check }: Command) => ({
  playsDir,
  play,
  variables,
  tags,
  skipTags,
  check,
  now: () => new Date(),
  taskTimeoutMs: 300_000,
  fileRoots: [process.cwd()],
})

async function configuration(file: string): Promise<Record<string, unknown>> {
  const source = await readFile(file, 'utf8').catch(() => '')
  const { value } = parseYaml(source, file)
  return isDict(value) ? (toPlain(value) as Record<string, unknown>) : {}
}

async function engineFor({ playsDir, play, engine }: Command): Promise<PlaybookEngine> {
  const native = createNativeEngine()
  if (engine === 'native') return native
  const lacking = engine === 'auto' ? (await describePlay({ playsDir, play })).unsupportedModules : []
  if (engine === 'auto' && lacking.length === 0) return native
  const ansible = await createAnsibleEngine({ scratchDir: join(tmpdir(), `omnicrm-playbook-${process.pid}`) })
  if (ansible) return ansible
  if (engine === 'ansible') throw new WrongUse('ansible-playbook and ansible-runner are not installed')
  return native
}

const words: Record<number, string> = { 0: 'ok', 2: 'failed', 3: 'ignored' }

function show({ number, name, status, result }: TaskEvent, print: (line: string) => void) {
  if (status === 1) return
  const { skipped, changed, msg } = (result ?? {}) as { skipped?: boolean; changed?: boolean; msg?: unknown }
  const word = skipped ? 'skipped' : status === 0 && changed ? 'changed' : (words[status] ?? '')
  print(`${String(number).padStart(3)} ${word.padEnd(8)}${name}`)
  if (msg !== undefined && msg !== '' && !skipped) print(`    ${typeof msg === 'string' ? msg : JSON.stringify(msg)}`)
}

function conclude({ status, message = '', failedTask, fatal }: PlaybookOutcome, print: (line: string) => void): number {
  if (status === 'success') return 0
  print(`failed: ${failedTask === undefined ? '' : `${failedTask}: `}${message}`)
  return fatal?.exitCode ?? 2
}

async function runDry(job: Omit<PlaybookRun, 'onEvent'>, print: (line: string) => void): Promise<number> {
  const { outcome, requests, tasks, needsAnsible } = await dryRun(job)
  for (const { number, name, skipped, status } of tasks) {
    print(`${String(number).padStart(3)} ${(skipped ? 'skipped' : (words[status] ?? '')).padEnd(8)}${name}`)
    for (const request of requests.filter(({ task }) => task === number)) {
      print(`      ${request.method} ${request.url} ${request.body === null ? '' : JSON.stringify(request.body)}`)
    }
  }
  if (needsAnsible.length > 0) print(`needs Ansible for: ${needsAnsible.join(', ')}`)
  return conclude(outcome, print)
}
