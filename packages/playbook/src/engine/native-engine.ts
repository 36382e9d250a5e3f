import type { PlaybookEngine, PlaybookOutcome, PlaybookRun } from '../engine.ts'
import { loadPlays } from '../loader/load-file.ts'
import type { Play } from '../loader/play.ts'
import { createDiskFiles } from '../modules/disk-files.ts'
import type { Files } from '../modules/files.ts'
import { type Send, send } from '../modules/http.ts'
import type { SendMail } from '../modules/mail-message.ts'
import { sendMail } from '../modules/send-mail.ts'
import { PlaybookError } from '../playbook-error.ts'
import { fromPlain } from '../python/plain.ts'
import { TemplateError, type Value } from '../python/values.ts'
import { checkSupported } from './describe-play.ts'
import { failedOutcome, fatalOutcome } from './outcomes.ts'
import { checkHosts } from './play-hosts.ts'
import { runInterrupted } from './run-interrupted.ts'
import { runPlay } from './run-play.ts'
import { createRunState, type RunState } from './run-state.ts'
import { createTemplar } from './templar.ts'
import { createVariables, enterPlay } from './variables.ts'

export type NativeEngineOptions = {
  /** what carries requests; the network when not given */
  send?: Send
  sendMail?: SendMail
  /** what files are seen through; the disk, confined, when not given */
  files?: (disk: Files, job: PlaybookRun) => Files
  /** whether `command`, `shell` and `script` start programs (true); else they answer with nothing */
  programs?: boolean
}

/** Runs playbooks in this process, without Ansible. */
export function createNativeEngine(options: NativeEngineOptions = {}): PlaybookEngine {
  return { name: 'native', run: (job) => run(job, options) }
}

async function run(job: PlaybookRun, options: NativeEngineOptions): Promise<PlaybookOutcome> {
  if (job.signal.aborted) throw job.signal.reason
  try {
    const plays = await loadPlays({ ...job, render: importRenderer(job) })
    await checkSupported(plays, job.playsDir)
    return await runPlays(plays, job, options)
  } catch (error) {
    if (error instanceof PlaybookError) return fatalOutcome(error)
    throw error
  }
}

/** Names of imported files may hold extra variables and those of the play, as nothing else is known before it runs. */
function importRenderer(job: PlaybookRun) {
  return (name: Value, play: Play | undefined): Value => {
    const known = (variable: string): Value | undefined => {
      const extra = job.variables[variable]
      if (extra !== undefined) return fromPlain(extra)
      const own = play?.vars.get(variable)
      return own === undefined ? undefined : templar.render(own)
    }
    const surroundings = {
      now: job.now,
      variable: known,
      lookup: () => {
        throw new TemplateError('lookups cannot name an imported file')
      },
    }
    const templar = createTemplar({ surroundings, raw: known, isNativeText: () => false, nativeTypes: false })
    try {
      return templar.render(name)
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      throw new PlaybookError('syntax', {
        message: `${error.message} when importing ${String(name)}`,
        file: play?.file ?? job.play,
      })
    }
  }
}

async function runPlays(plays: Play[], job: PlaybookRun, options: NativeEngineOptions): Promise<PlaybookOutcome> {
  const extra = new Map(Object.entries(job.variables).map(([name, value]) => [name, fromPlain(value)]))
  const variables = createVariables({ extra, playsDir: job.playsDir, play: plays[0]?.name ?? '' })
  variables.magic.set('ansible_check_mode', job.check ?? false)
  variables.magic.set('ansible_run_tags', job.tags?.length ? job.tags : ['all'])
  variables.magic.set('ansible_skip_tags', job.skipTags ?? [])
  const state = createRunState(job, {
    variables,
    effectiveConfig: fromPlain(job.effectiveConfig),
    machine: machineOf(job, options),
  })
  for (const play of plays) {
    enterPlay(variables, play)
    checkHosts(play, state)
  }
  if (job.interrupted) return runInterrupted(plays, state)
  for (const play of plays) {
    const failed = await runPlay(play, state)
    if (failed) return failedOutcome(state.firstFailure ?? failed)
  }
  return { status: 'success' }
}

function machineOf(job: PlaybookRun, options: NativeEngineOptions): RunState['machine'] {
  const disk = createDiskFiles({ playsDir: job.playsDir, roots: job.fileRoots ?? [] })
  return {
    files: options.files?.(disk, job) ?? disk,
    send: options.send ?? send,
    sendMail: options.sendMail ?? sendMail,
    programs: options.programs ?? true,
  }
}
