import { resolve } from 'node:path'
import { loadTaskFile } from '../loader/expand-imports.ts'
import { loadPlays } from '../loader/load-file.ts'
import { type Block, type Step, stepsOf, type Task } from '../loader/play.ts'

/** A task in its file, with the blocks around it whose failure another section of theirs would take care of. */
export type Place = { task: Task; file: string; around: string[]; rescuers: string[] }

/** Where the task at `file:line` stands, as ansible-runner's events name it; undefined when it cannot be told. */
export async function placeOfTask(path: string, playsDir: string): Promise<Place | undefined> {
  const [, file, line] = /^(.*):(\d+)$/.exec(path) ?? []
  if (file === undefined) return undefined
  const inPlays = resolve(playsDir, file)
  try {
    const plays = await loadPlays({ playsDir, play: inPlays.slice(playsDir.length + 1) }).catch(() => undefined)
    const steps = plays
      ? plays.flatMap((play) => [...stepsOf(play), ...play.handlers])
      : (await loadTaskFile(inPlays, { playsDir })).steps
    return find(steps, { file: inPlays, line: Number(line), around: [], rescuers: [] })
  } catch {
    return undefined
  }
}

type Looking = Omit<Place, 'task'> & { line: number }

/** The name of a block, which is its place. */
const nameOf = ({ at }: Block): string => `${at.file}:${at.line}:${at.column}`

function find(steps: Step[], looking: Looking): Place | undefined {
  const { file, line, around, rescuers } = looking
  for (const step of steps) {
    if (step.kind === 'task') {
      if (step.at.file === file && step.at.line === line) return { task: step, file, around, rescuers }
      continue
    }
    const name = nameOf(step)
    const inside = { ...looking, around: [...around, name] }
    const found =
      find(step.tasks, step.rescue.length > 0 ? { ...inside, rescuers: [...rescuers, name] } : inside) ??
      find([...step.rescue, ...step.always], inside)
    if (found) return found
  }
  return undefined
}
