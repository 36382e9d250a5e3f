import type { PlaybookEngine, PlaybookOutcome, PlaybookRun } from '../engine.ts'
import { loadPlays } from '../loader/load-file.ts'
import type { Play } from '../loader/play.ts'
import { PlaybookError } from '../playbook-error.ts'
import { fromPlain } from '../python/plain.ts'
import { text } from '../python/text.ts'
import { noAncestors } from './ancestors.ts'
import { templarFor } from './attempt.ts'
import { checkSupported } from './describe-play.ts'
import { failedOutcome, fatalOutcome } from './outcomes.ts'
import { runInterrupted } from './run-interrupted.ts'
import { createRunState, type RunState } from './run-state.ts'
import { runSteps } from './run-steps.ts'
import { createVariables } from './variables.ts'

/** Runs playbooks in this process, without Ansible. */
export function createNativeEngine(): PlaybookEngine {
  return { name: 'native', run }
}

async function run(job: PlaybookRun): Promise<PlaybookOutcome> {
  if (job.signal.aborted) throw job.signal.reason
  try {
    const plays = await loadPlays(job)
    await checkSupported(plays, job.playsDir)
    return await runPlays(plays, job)
  } catch (error) {
    if (error instanceof PlaybookError) return fatalOutcome(error)
    throw error
  }
}

async function runPlays(plays: Play[], job: PlaybookRun): Promise<PlaybookOutcome> {
  const extra = new Map(Object.entries(job.variables).map(([name, value]) => [name, fromPlain(value)]))
  const variables = createVariables({ extra, playsDir: job.playsDir, play: plays[0]?.name ?? '' })
  const state = createRunState(job, { variables, effectiveConfig: fromPlain(job.effectiveConfig) })
  for (const play of plays) checkHosts(play, state)
  if (job.interrupted) return runInterrupted(plays, state)
  for (const play of plays) {
    variables.playVars = play.vars
    variables.magic.set('ansible_play_name', play.name)
    const failed = await runSteps(play.steps, noAncestors, state)
    if (failed) return failedOutcome(state.firstFailure ?? failed)
  }
  return { status: 'success' }
}

/** Plays run on this machine only; a name that cannot be rendered stops the run before its first task. */
function checkHosts(play: Play, state: RunState) {
  const templar = templarFor({ variables: state.variables, taskVars: [play.vars], loopVars: new Map() }, state)
  let hosts: string
  try {
    hosts = text(templar.render(play.hosts))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new PlaybookError('syntax', { message: `The field 'hosts' has an invalid value: ${reason}`, file: play.file })
  }
  if (['localhost', 'all', '127.0.0.1', "['localhost']"].includes(hosts)) return
  throw new PlaybookError('unsupported', { message: `Plays run on localhost only, not on ${hosts}`, file: play.file })
}
