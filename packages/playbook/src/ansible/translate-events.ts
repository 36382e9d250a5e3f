import type { PlaybookRun, TaskStatus } from '../engine.ts'
import { placeOfTask } from './place-of-task.ts'

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
  let current: { name: string; startedAt: Date; isOpen: boolean } | undefined
  let stdout = ''
  let firstFailure: Translation['firstFailure']
  /** the block whose rescue section has the failure in hand, and its file */
  let rescuer: { name: string; file: string } | undefined

  const report = (status: TaskStatus, result: unknown) => {
    const { name, startedAt } = current ?? { name: '', startedAt: job.now() }
    if (current) current.isOpen = status === 1
    const finishedAt = status === 1 ? null : job.now()
    return job.onEvent({ number, name, status, startedAt, finishedAt, result, facts: { ...facts } })
  }
  /** Ansible says nothing of how a `meta` task ended, so the start of the next one ends it. */
  const close = async () => {
    if (current?.isOpen) await report(0, { changed: false })
  }
  const start = async (name: string) => {
    await close()
    number++
    current = { name, startedAt: job.now(), isOpen: true }
    await report(1, null)
  }
  const keep = async (event: RunnerEvent, result: Record<string, unknown>) => {
    const { task_action: action = '', task_path: path = '' } = event.event_data ?? {}
    const isSetFact = action.replace(/^ansible\.(builtin|legacy)\./, '') === 'set_fact'
    for (const one of isSetFact ? results(result) : []) Object.assign(facts, one.ansible_facts)
    // events do not say under which name a result is registered; the task at that line of the file does
    const register = (await placeOfTask(path, options.playsDir))?.task.register
    if (register === undefined) return
    const { invocation: _invocation, ...kept } = result
    facts[register] = kept
  }
  const fail = async (event: RunnerEvent, failure: NonNullable<typeof firstFailure>) => {
    firstFailure ??= failure
    const place = await placeOfTask(event.event_data?.task_path ?? '', options.playsDir)
    const name = place?.rescuers.at(-1)
    rescuer = place && name !== undefined ? { name, file: place.file } : undefined
  }
  /** A failure is forgotten when the play has gone on beyond the block that rescued it. */
  const forget = async (event: RunnerEvent) => {
    if (!firstFailure || !rescuer) return
    const place = await placeOfTask(event.event_data?.task_path ?? '', options.playsDir)
    if (place?.file === rescuer.file && !place.around.includes(rescuer.name)) firstFailure = undefined
  }
  const end = async (event: RunnerEvent) => {
    const data = event.event_data ?? {}
    const failed = event.event === 'runner_on_failed' || event.event === 'runner_on_unreachable'
    const skipped = event.event === 'runner_on_skipped'
    const result = {
      ...cleaned(data.res ?? {}, options.playsDir),
      ...(failed ? { failed: true } : {}),
      ...(skipped ? { skipped: true } : {}),
    }
    await keep(event, result)
    const status = failed ? (data.ignore_errors ? 3 : 2) : 0
    if (status === 2) await fail(event, { task: current?.name ?? '', message: messageOf(result) })
    await report(status, result)
  }

  const ends = new Set(['runner_on_ok', 'runner_on_failed', 'runner_on_skipped', 'runner_on_unreachable'])
  return {
    take: async (event: RunnerEvent): Promise<void> => {
      if (event.stdout) stdout += `${event.stdout}\n`
      if (event.event === 'playbook_on_task_start') {
        await forget(event)
        await start(event.event_data?.name ?? event.event_data?.task ?? '')
      } else if (ends.has(event.event)) await end(event)
    },
    /** what is still open when the run is over ends with it */
    close,
    summary: (): Translation => ({ stdout, tasksStarted: number, firstFailure }),
  }
}

const messageOf = (result: Record<string, unknown>): string => {
  const message = result.msg ?? result.reason ?? ''
  return typeof message === 'string' ? message : JSON.stringify(message)
}

const results = (result: Record<string, unknown>): { ansible_facts?: Record<string, unknown> }[] =>
  Array.isArray(result.results) ? result.results : [result]

/** Without what Ansible keeps for itself, and with the names of plays in messages instead of where the job's copies lie. */
function cleaned<Shape>(value: Shape, playsDir: string): Shape {
  if (typeof value === 'string' && value.includes('error appears to be in')) {
    return value.replaceAll(`${playsDir}/`, '') as Shape
  }
  if (Array.isArray(value)) return value.map((member) => cleaned(member, playsDir)) as Shape
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([name]) => !name.startsWith('_ansible_'))
  return Object.fromEntries(kept.map(([name, member]) => [name, cleaned(member, playsDir)])) as Shape
}
