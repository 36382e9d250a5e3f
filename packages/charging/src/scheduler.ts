import { type CallbackDelivery, startCallbackDelivery } from './callbacks/deliver-callbacks.ts'
import type { Engine } from './engine.ts'
import { nextDueTime, runDuePlans } from './plans/run-due-plans.ts'

const LONGEST_SLEEP_MS = 30_000
/** What is still due after a pass waits for a fault to pass: no reason to spin. */
const SHORTEST_SLEEP_MS = 1_000

export type Scheduler = {
  /** runs what is due and attempts the call-backs; answers how many runs were carried out */
  runNow: () => Promise<number>
  wakePlans: () => void
  wakeCallbacks: () => void
  /** lets work under way finish and starts no more */
  stop: () => Promise<void>
}

/** Plans run one pass after the other; call-backs go their own way, so that a slow receiver never holds up a renewal. */
export function startScheduler(engine: Engine): Scheduler {
  const stopping = new AbortController()
  const plans = startPlanRuns(engine, stopping.signal)
  const callbacks: CallbackDelivery = startCallbackDelivery(engine)
  return {
    runNow: async () => {
      const runs = (await plans.run()) ?? 0
      await callbacks.deliverAll()
      return runs
    },
    wakePlans: plans.wake,
    wakeCallbacks: callbacks.wake,
    stop: async () => {
      stopping.abort()
      await Promise.all([plans.idle(), callbacks.stop()])
    },
  }
}

/**
 * Runs due plans when the next one is due, when woken, and at least every 30 seconds since the engine's clock may have
 * been set. One pass at a time: who asks for a pass while one is under way gets the one after it.
 */
function startPlanRuns(engine: Engine, signal: AbortSignal) {
  let running: Promise<unknown> = Promise.resolve()
  let ticking: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let isTicking = false
  let isWanted = false

  const run = (): Promise<number | undefined> => {
    const pass = running.then(async () => (signal.aborted ? undefined : await runDuePlans(engine, signal)))
    running = pass.catch(() => undefined)
    return pass
  }

  const tick = async () => {
    isTicking = true
    isWanted = false
    let sleep = SHORTEST_SLEEP_MS
    try {
      await run()
      sleep = sleepUntil(await engine.read(nextDueTime), engine.now())
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
