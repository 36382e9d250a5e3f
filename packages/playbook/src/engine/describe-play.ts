import { dirname, resolve } from 'node:path'
import type { PlayDescription } from '../engine.ts'
import { loadPlays, loadTaskFile } from '../loader/load-file.ts'
import type { Play, Step } from '../loader/play.ts'
import { PlaybookError } from '../playbook-error.ts'
import { isTemplate } from './templar.ts'
import { unknownInSteps } from './unknown-plugins.ts'

/**
 * What a play is called, how many tasks it has, and what in it the engine in process lacks.
 * Throws a PlaybookError that names file and line when it is missing or no playbook.
 */
export async function describePlay(options: { playsDir: string; play: string }): Promise<PlayDescription> {
  const plays = await loadPlays(options)
  const [first] = plays
  if (!first) {
    throw new PlaybookError('syntax', { message: 'The playbook has no play', file: `${options.play}.yaml` })
  }
  return {
    play: options.play,
    description: first.name,
    taskCount: plays.reduce((total, { steps }) => total + countTasks(steps), 0),
    unsupportedModules: await unsupportedIn(plays, options.playsDir),
  }
}

/** Throws a PlaybookError of kind `unsupported` when a play needs what the engine lacks. */
export async function checkSupported(plays: Play[], playsDir: string): Promise<void> {
  const missing = await unsupportedIn(plays, playsDir)
  if (missing.length === 0) return
  throw new PlaybookError('unsupported', {
    message: `couldn't resolve module/action: ${missing.join(', ')}`,
    file: plays[0]?.file ?? playsDir,
  })
}

const countTasks = (steps: Step[]): number =>
  steps.reduce(
    (total, step) =>
      total + (step.kind === 'task' ? 1 : countTasks(step.tasks) + countTasks(step.rescue) + countTasks(step.always)),
    0,
  )

async function unsupportedIn(plays: Play[], playsDir: string): Promise<string[]> {
  const found = new Set<string>()
  const seen = new Set<string>()
  const look = async (steps: Step[]): Promise<void> => {
    for (const name of unknownInSteps(steps)) found.add(name)
    for (const file of steps.flatMap(includesOf)) {
      for (const path of [resolve(dirname(file.from), file.name), resolve(playsDir, file.name)]) {
        if (seen.has(path)) break
        const included = await loadTaskFile(path).catch(onlyMissing)
        if (!included) continue
        seen.add(path)
        for (const name of included.unsupported) found.add(name)
        await look(included.steps)
        break
      }
    }
  }
  for (const play of plays) {
    for (const name of play.unsupported) found.add(name)
    await look(play.steps)
  }
  return [...found]
}

/** An included file may be missing: the include may never be reached, and fails by itself when it is. */
const onlyMissing = (error: unknown): undefined => {
  if (error instanceof PlaybookError && error.kind === 'missing') return undefined
  throw error
}

function includesOf(step: Step): { name: string; from: string }[] {
  if (step.kind === 'block') return [...step.tasks, ...step.rescue, ...step.always].flatMap(includesOf)
  if (step.module !== 'include_tasks') return []
  const name = step.args.get('_raw_params') ?? step.args.get('file')
  return typeof name === 'string' && !isTemplate(name) ? [{ name, from: step.at.file }] : []
}
