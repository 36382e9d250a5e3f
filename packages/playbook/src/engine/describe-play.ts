import { dirname, resolve } from 'node:path'
import type { PlayDescription } from '../engine.ts'
import { loadRole, loadTaskFile, type TaskFile } from '../loader/expand-imports.ts'
import { isInside } from '../loader/inside-plays.ts'
import { loadPlays } from '../loader/load-file.ts'
import { type Play, type Step, stepsOf } from '../loader/play.ts'
import { PlaybookError } from '../playbook-error.ts'
import { text } from '../python/text.ts'
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
    taskCount: plays.reduce((total, play) => total + countTasks(stepsOf(play)), 0),
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
  const { steps, unsupported } = await stepsWithIncludes(plays, playsDir)
  return [...new Set([...unsupported, ...unknownInSteps(steps)])]
}

/** The steps and handlers of plays with those of what they include, as far as that can be told before they run. */
export async function stepsWithIncludes(plays: Play[], playsDir: string): Promise<TaskFile> {
  const found = plays.flatMap((play) => [...stepsOf(play), ...play.handlers])
  const unsupported = plays.flatMap((play) => play.unsupported)
  const seen = new Set<string>()
  const look = async (steps: Step[]): Promise<void> => {
    for (const include of steps.flatMap(includesOf)) {
      const key = include.role ?? resolve(dirname(include.from), include.name)
      if (seen.has(key)) continue
      seen.add(key)
      for (const part of await partsOf(include, playsDir)) {
        unsupported.push(...part.unsupported)
        found.push(...part.steps)
        await look(part.steps)
      }
    }
  }
  await look([...found])
  return { steps: found, unsupported }
}

type Include = { name: string; from: string; role?: string }

/** The tasks that an include brings in, as far as they can be had before it runs. */
async function partsOf(include: Include, playsDir: string): Promise<TaskFile[]> {
  if (include.role !== undefined) {
    const unsupported: string[] = []
    const [name = '', tasksFrom = 'main'] = include.role.split('/')
    const loaded = await loadRole(name, { playsDir, tasksFrom, unsupported }).catch(onlyMissing)
    return loaded ? [{ steps: [...loaded.steps, ...loaded.handlers], unsupported }] : []
  }
  for (const path of [resolve(dirname(include.from), include.name), resolve(playsDir, include.name)]) {
    const found = isInside(path, playsDir) ? await loadTaskFile(path, { playsDir }).catch(onlyMissing) : undefined
    if (found) return [found]
  }
  return []
}

/** An included file may be missing: the include may never be reached, and fails by itself when it is. */
const onlyMissing = (error: unknown): undefined => {
  if (error instanceof PlaybookError && error.kind === 'missing') return undefined
  throw error
}

function includesOf(step: Step): Include[] {
  if (step.kind === 'block') return [...step.tasks, ...step.rescue, ...step.always].flatMap(includesOf)
  const from = step.at.file
  if (step.module === 'include_role') {
    const name = text(step.args.get('name') ?? step.args.get('role') ?? '')
    const role = `${name}/${text(step.args.get('tasks_from') ?? 'main')}`
    return isTemplate(role) ? [] : [{ name, from, role }]
  }
  if (step.module !== 'include_tasks' && step.module !== 'include') return []
  const name = step.args.get('_raw_params') ?? step.args.get('file')
  return typeof name === 'string' && !isTemplate(name) ? [{ name, from }] : []
}
