import { type CallbackDelivery, startCallbackDelivery } from './callbacks/deliver-callbacks.ts'
import type { Engine } from './engine.ts'
import { nextDueTime, runDuePlans } from './plans/run-due-plans.ts'
import { nextSessionTime, runDueSessions } from './sessions/wake-sessions.ts'
import type { Unit } from './store/unit.ts'

const LONGEST_SLEEP_MS = 30_000
/** What is still due after a pass waits for a fault to pass: no reason to spin. */
const SHORTEST_SLEEP_MS = 1_000

export type Scheduler = {
  /** runs what is due and attempts the call-backs; answers how many runs were carried out */
  runNow: () => Promise<number>
  wakePlans: () => void
  wakeSessions: () => void
  wakeCallbacks: () => void
  /** lets work under way finish and starts no more */
  stop: () => Promise<void>
}

/**
 * Plans run one pass after the other, and so do sessions that want something by themselves; call-backs go their own way,
 * so that a slow receiver never holds up a renewal.
 */
export function startScheduler(engine: Engine): Scheduler {
  const stopping = new AbortController()
  const plans = startLane(engine, { signal: stopping.signal, work: runDuePlans, nextTime: nextDueTime })
  const sessions = startLane(engine, { signal: stopping.signal, work: runDueSessions, nextTime: nextSessionTime })
  const callbacks: CallbackDelivery = startCallbackDelivery(engine)
  return {
    runNow: async () => {
      const runs = (await plans.run()) ?? 0
      await sessions.run()
      await callbacks.deliverAll()
      return runs
    },
    wakePlans: plans.wake,
    wakeSessions: sessions.wake,
    wakeCallbacks: callbacks.wake,
    stop: async () => {
      stopping.abort()
      await Promise.all([plans.idle(), sessions.idle(), callbacks.stop()])
    },
  }
}

type LaneOptions = {
  signal: AbortSignal
  work: (engine: Engine, signal: AbortSignal) => Promise<number>
  nextTime: (unit: Unit) => Date | null
}

/**
 * Repeats work when its next time comes, when woken, and at least every 30 seconds since the engine's clock may have
 * been set. One pass at a time: who asks for a pass while one is under way gets the one after it.
 */
function startLane(engine: Engine, { signal, work, nextTime }: LaneOptions) {
  let running: Promise<unknown> = Promise.resolve()
  let ticking: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let isTicking = false
  let isWanted = false

  const run = (): Promise<number | undefined> => {
    const pass = running.then(async () => (signal.aborted ? undefined : await work(engine, signal)))
    running = pass.catch(() => undefined)
    return pass
  }

  const tick = async () => {
    isTicking = true
    isWanted = false
    let sleep = SHORTEST_SLEEP_MS
    try {
      await run()
      sleep = sleepUntil(await engine.read(nextTime), engine.now())
    } catch (error) {
      if (!signal.aborted) engine.log.error({ err: error }, 'the charging scheduler failed and will try again')
    }
    isTicking = false
    schedule(isWanted ? 0 : sleep)
  }

  const schedule = (sleep: number) => {
    clearTimeout(timer)
    if (signal.aborted) return
    timer = setTimeout(() => {
      ticking = tick()
    }, sleep)
  }

  schedule(0)
  return {
    run,
    wake: () => {
      isWanted = true
      if (!isTicking) schedule(0)
    },
    idle: async () => {
      clearTimeout(timer)
      await ticking
      await running
    },
  }
}

function sleepUntil(time: Date | null, now: Date): number {
  if (time === null) return LONGEST_SLEEP_MS
  return Math.min(LONGEST_SLEEP_MS, Math.max(SHORTEST_SLEEP_MS, time.getTime() - now.getTime()))
}
