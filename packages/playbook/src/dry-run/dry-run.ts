import { describePlay, stepsWithIncludes } from '../engine/describe-play.ts'
import { createNativeEngine } from '../engine/native-engine.ts'
import type { PlaybookOutcome, PlaybookRun, TaskStatus } from '../engine.ts'
import { loadPlays } from '../loader/load-file.ts'
import type { Position } from '../loader/play.ts'
import type { HttpRequest, RequestOrigin } from '../modules/http.ts'
import type { Answer } from '../modules/http-answer.ts'
import type { Mail } from '../modules/mail-message.ts'
import { createMemoryFiles } from '../modules/memory-files.ts'
import { type FieldRead, fieldsRead } from './fields-read.ts'
import { guessAnswer } from './guess-answer.ts'

/** An answer to give; the first whose method and address fit is taken. `*` in the address stands for anything. */
export type Sample = { method?: string; url: string; status?: number; body?: unknown }

export type WouldRequest = {
  /** number and name of the task */
  task: number
  name: string
  /** 0 outside loops */
  item: number
  at: Position
  method: string
  url: string
  headers: Record<string, string>
  /** as JSON where it is some */
  body: unknown
  status: number
  answer: unknown
  /** whether the answer was given as a sample or made up from what the playbook reads of it */
  answeredBy: 'sample' | 'guess'
}

export type DryRun = {
  outcome: PlaybookOutcome
  /** modules, keywords and filters for which this playbook would be given to the real Ansible */
  needsAnsible: string[]
  tasks: { number: number; name: string; status: TaskStatus; skipped: boolean; message: string }[]
  requests: WouldRequest[]
  mails: Omit<Mail, 'login'>[]
}

type DryRunOptions = Pick<PlaybookRun, 'playsDir' | 'play'> &
  Partial<Omit<PlaybookRun, 'playsDir' | 'play' | 'onEvent'>> & { samples?: Sample[] }

/**
 * Runs a playbook without touching anything: requests are listed and answered from samples or guesses, files stay in memory,
 * no program starts and no mail leaves. Secrets in requests are as they are; the caller takes them out.
 */
export async function dryRun(options: DryRunOptions): Promise<DryRun> {
  const { playsDir, play, samples = [] } = options
  const { unsupportedModules } = await describePlay({ playsDir, play }).catch(() => ({ unsupportedModules: [] }))
  const fields = await readFields(options)
  const requests: WouldRequest[] = []
  const mails: DryRun['mails'] = []
  const tasks = new Map<number, DryRun['tasks'][number]>()
  const engine = createNativeEngine({
    programs: false,
    files: (disk, job) => createMemoryFiles(disk, { playsDir: job.playsDir, now: job.now }),
    sendMail: async ({ login: _login, ...mail }) => {
      mails.push(mail)
    },
    send: async (request, origin) => {
      const made = answerFor(request, origin, { samples, fields })
      requests.push(made)
      return asAnswer(made)
    },
  })
  const outcome = await engine.run({
    variables: {},
    effectiveConfig: {},
    now: () => new Date(),
    signal: new AbortController().signal,
    taskTimeoutMs: 10_000,
    ...options,
    onEvent: async ({ number, name, status, result }) => {
      const { skipped = false, msg = '' } = (result ?? {}) as { skipped?: boolean; msg?: unknown }
      const message = status === 2 || status === 3 ? (typeof msg === 'string' ? msg : JSON.stringify(msg)) : ''
      tasks.set(number, { number, name, status, skipped, message })
    },
  })
  return { outcome, needsAnsible: unsupportedModules, tasks: [...tasks.values()], requests, mails }
}

/** A playbook that cannot be read says so when it runs. */
async function readFields({ playsDir, play }: DryRunOptions): Promise<Map<string, FieldRead[]>> {
  const plays = await loadPlays({ playsDir, play }).catch(() => [])
  return fieldsRead((await stepsWithIncludes(plays, playsDir)).steps)
}

function answerFor(
  request: HttpRequest,
  origin: RequestOrigin,
  known: { samples: Sample[]; fields: Map<string, FieldRead[]> },
): WouldRequest {
  const { method, url, headers, expected } = request
  const sample = known.samples.find((one) => fits(one, request))
  const fields = origin.register === undefined ? [] : (known.fields.get(origin.register) ?? [])
  return {
    task: origin.number,
    name: origin.name,
    item: origin.item,
    at: origin.at,
    method,
    url,
    headers: Object.fromEntries(headers),
    body: shownBody(request.body),
    status: sample?.status ?? expected[0] ?? 200,
    answer: sample ? (sample.body ?? {}) : guessAnswer(request, fields),
    answeredBy: sample ? 'sample' : 'guess',
  }
}

function fits(sample: Sample, { method, url }: HttpRequest): boolean {
  if (sample.method !== undefined && sample.method.toUpperCase() !== method) return false
  const parts = sample.url.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(url)
}

function shownBody(body: HttpRequest['body']): unknown {
  if (body === undefined) return null
  const shown = body.toString()
  try {
    return JSON.parse(shown)
  } catch {
    return shown
  }
}

function asAnswer({ status, answer, url }: WouldRequest): Answer {
  const isText = typeof answer === 'string'
  const headers = new Map([['content-type', isText ? 'text/plain' : 'application/json']])
  const body = Buffer.from(isText ? answer : JSON.stringify(answer))
  return { status, message: 'OK (not sent)', url, headers, cookies: [], body, elapsedMs: 0 }
}
