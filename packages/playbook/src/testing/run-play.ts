import { join } from 'node:path'
import { createNativeEngine } from '../engine/native-engine.ts'
import type { PlaybookEngine, PlaybookOutcome, PlaybookRun, TaskEvent } from '../engine.ts'

/** The plays that ship. */
export const shippedPlays = join(import.meta.dirname, '../../../../Provisioners/plays')

export type Ran = {
  outcome: PlaybookOutcome
  events: TaskEvent[]
  ended: { number: number; name: string; status: number; result: Record<string, unknown> }[]
}

/** Runs a play to its end and keeps its events. */
export async function runPlay(
  job: Partial<PlaybookRun> & { play: string },
  engine: PlaybookEngine = createNativeEngine(),
): Promise<Ran> {
  const events: TaskEvent[] = []
  const outcome = await engine.run({
    playsDir: shippedPlays,
    variables: {},
    effectiveConfig: {},
    now: () => new Date('2025-01-10T10:00:00Z'),
    onEvent: async (event) => {
      events.push(event)
    },
    signal: new AbortController().signal,
    taskTimeoutMs: 60_000,
    ...job,
  })
  // an include that cannot be read ends twice; what it says last holds
  const last = new Map(events.filter(({ status }) => status !== 1).map((event) => [event.number, event]))
  const ended = [...last.values()].map(({ number, name, status, result }) => ({
    number,
    name,
    status,
    result: (result ?? {}) as Record<string, unknown>,
  }))
  return { outcome, events, ended }
}
