import { resolve } from 'node:path'
import type { PlaybookRun, TaskStatus } from '../engine.ts'
import { loadPlays, loadTaskFile } from '../loader/load-file.ts'
import type { Step } from '../loader/play.ts'

/** A line that ansible-runner prints with `-j`. */
export type RunnerEvent = {
  event: string
  stdout?: string
  event_data?: {
    name?: string
    task?: string
    task_action?: string
    task_path?: string
    res?: Record<string, unknown>
    ignore_errors?: boolean | null
  }
}

export type Translation = {
  stdout: string
  tasksStarted: number
  firstFailure: { task: string; message: string } | undefined
}

/** Turns ansible-runner's events into those of a run: names, numbers, states and facts as the engine in process gives them. */
export function createTranslator(job: PlaybookRun, options: { playsDir: string }) {
  const facts: Record<string, unknown> = { ...job.interrupted?.facts }
  let number = 0
  let current: { name: string; startedAt: Date } | undefined
  let stdout = ''
  let firstFailure: Translation['firstFailure']

  const report = (status: TaskStatus, result: unknown) => {
    const { name, startedAt } = current ?? { name: '', startedAt: job.now() }
    const finishedAt = status === 1 ? null : job.now()
    return job.onEvent({ number, name, status, startedAt, finishedAt, result, facts: { ...facts } })
  }
  const start = (name: string) => {
    number++
    current = { name, startedAt: job.now() }
    return report(1, null)
  }
  const keep = async (event: RunnerEvent, result: Record<string, unknown>) => {
    const { task_action: action = '', task_path: path = '' } = event.event_data ?? {}
    const isSetFact = action.replace(/^ansible\.(builtin|legacy)\./, '') === 'set_fact'
    for (const one of isSetFact ? results(result) : []) Object.assign(facts, one.ansible_facts)
    const register = await registeredName(path, options.playsDir)
    if (register === undefined) return
    const { invocation: _invocation, ...kept } = result
    facts[register] = kept
  }
  const end = async (event: RunnerEvent) => {
    const data = event.event_data ?? {}
    const failed = event.event === 'runner_on_failed' || event.event === 'runner_on_unreachable'
    const skipped = event.event === 'runner_on_skipped'
    const result = {
      ...cleaned(data.res ?? {}),
      ...(failed ? { failed: true } : {}),
      ...(skipped ? { skipped: true } : {}),
    }
    await keep(event, result)
    const status = failed ? (data.ignore_errors ? 3 : 2) : 0
    if (status === 2) firstFailure ??= { task: current?.name ?? '', message: messageOf(result) }
    await report(status, result)
  }

  const ends = new Set(['runner_on_ok', 'runner_on_failed', 'runner_on_skipped', 'runner_on_unreachable'])
  return {
    take: async (event: RunnerEvent): Promise<void> => {
      if (event.stdout) stdout += `${event.stdout}\n`
      if (event.event === 'playbook_on_task_start') await start(event.event_data?.name ?? event.event_data?.task ?? '')
      else if (ends.has(event.event)) await end(event)
    },
    summary: (): Translation => ({ stdout, tasksStarted: number, firstFailure }),
  }
}

const messageOf = (result: Record<string, unknown>): string => {
  const message = result.msg ?? result.reason ?? ''
  return typeof message === 'string' ? message : JSON.stringify(message)
}

const results = (result: Record<string, unknown>): { ansible_facts?: Record<string, unknown> }[] =>
  Array.isArray(result.results) ? result.results : [result]

/** Without what Ansible keeps for itself. */
function cleaned<Shape>(value: Shape): Shape {
  if (Array.isArray(value)) return value.map(cleaned) as Shape
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([name]) => !name.startsWith('_ansible_'))
  return Object.fromEntries(kept.map(([name, member]) => [name, cleaned(member)])) as Shape
}

/** Events do not say under which name a result is registered; the task at that line of the file does. */
async function registeredName(path: string, playsDir: string): Promise<string | undefined> {
  const [, file, line] = /^(.*):(\d+)$/.exec(path) ?? []
  if (file === undefined) return undefined
  try {
    const inPlays = resolve(playsDir, file)
    const plays = await loadPlays({ playsDir, play: inPlays.slice(playsDir.length + 1) }).catch(() => undefined)
    const steps = plays ? plays.flatMap((play) => play.steps) : (await loadTaskFile(inPlays)).steps
    return registerAt(steps, inPlays, Number(line))
  } catch {
    return undefined
  }
}

function registerAt(steps: Step[], file: string, line: number): string | undefined {
  for (const step of steps) {
    if (step.kind === 'task') {
      if (step.at.file === file && step.at.line === line) return step.register
      continue
    }
    const found = registerAt([...step.tasks, ...step.rescue, ...step.always], file, line)
    if (found !== undefined) return found
  }
  return undefined
}
