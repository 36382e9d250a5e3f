import { setMaxListeners } from 'node:events'
import type { Engine } from '../engine.ts'
import { numberKey, splitKey } from '../store/key.ts'
import { type Callback, callbacks, deadCallbacks, queueCallback } from './callback-records.ts'
import { dueCallbacks, nextAttemptTime } from './due-callbacks.ts'
import { postCallback } from './post-callback.ts'

export type CallbackDelivery = {
  /** looks for posts that are due, without waiting for them */
  wake(): void
  /** resolves when everything due now has been attempted */
  deliverAll(): Promise<void>
  /** ends the posts under way, which stay owed, and starts no more */
  stop(): Promise<void>
}

const MOST_ATTEMPTS = 12
const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 3_600_000
const LONGEST_SLEEP_MS = 30_000
const AGAIN_AFTER_FAULT_MS = 1_000
/** At once to one receiver, so that one that hangs holds up nobody else, and in all. */
const MOST_TO_ONE = 8
const MOST_AT_ONCE = 128

/**
 * Sends the posts that are owed, oldest first for each receiver and several receivers at once. One is crossed off only
 * after its receiver answered 2xx, so a crash may send it again: the same Idempotency-Key then tells the receiver
 * (CGRateS sends none). A refused or failed post is tried again with growing pauses, at last given up and kept.
 */
export function startCallbackDelivery(engine: Engine): CallbackDelivery {
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)
  const underWay = new Map<string, Promise<void>>()
  const loads = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let isLooking = false
  let isWanted = false

  /** Starts what is due and there is room for. Who asks while it looks makes it look once more. */
  const startDue = async () => {
    isWanted = true
    if (isLooking) return
    isLooking = true
    while (isWanted && !stopping.signal.aborted) {
      isWanted = false
      try {
        const due = await engine.read((unit) => dueCallbacks(unit, limits))
        for (const [key, callback] of due) start(key, callback)
      } catch (error) {
        engine.log.warn({ err: error }, 'charging call-backs could not be looked up and will be later')
      }
    }
    isLooking = false
    await schedule()
  }
  const limits = {
    room: () => MOST_AT_ONCE - underWay.size,
    roomOf: (receiver: string) => MOST_TO_ONE - (loads.get(receiver) ?? 0),
    isUnderWay: (key: string) => underWay.has(key),
  }
  const schedule = async () => {
    clearTimeout(timer)
    if (stopping.signal.aborted) return
    const sleep = await sleepUntilNext(engine, limits.isUnderWay)
    clearTimeout(timer)
    if (!stopping.signal.aborted) timer = setTimeout(wake, sleep).unref()
  }
  const wake = () => void startDue()

  const start = (key: string, callback: Callback) => {
    const [receiver = ''] = splitKey(key)
    loads.set(receiver, (loads.get(receiver) ?? 0) + 1)
    const delivery = deliver(engine, { key, callback, stop: stopping.signal })
      .catch((error: unknown) => engine.log.error({ err: error }, 'a charging call-back could not be crossed off'))
      .finally(() => {
        underWay.delete(key)
        const load = (loads.get(receiver) ?? 1) - 1
        if (load === 0) loads.delete(receiver)
        else loads.set(receiver, load)
        wake()
      })
    underWay.set(key, delivery)
  }

  wake()
  return {
    wake,
    deliverAll: async () => {
      while (isLooking) await new Promise((resolve) => setImmediate(resolve))
      await startDue()
      while (underWay.size > 0) await Promise.all(underWay.values())
    },
    stop: async () => {
      stopping.abort()
      clearTimeout(timer)
      await Promise.all(underWay.values())
    },
  }
}

async function sleepUntilNext(engine: Engine, isUnderWay: (key: string) => boolean): Promise<number> {
  try {
    const next = await engine.read((unit) => nextAttemptTime(unit, isUnderWay))
    if (next === undefined) return LONGEST_SLEEP_MS
    const sleep = Date.parse(next) - engine.now().getTime()
    // What is due already waits for room, and whoever makes room wakes.
    return sleep <= 0 ? AGAIN_AFTER_FAULT_MS : Math.min(LONGEST_SLEEP_MS, sleep)
  } catch {
    return AGAIN_AFTER_FAULT_MS
  }
}

async function deliver(
  engine: Engine,
  { key, callback, stop }: { key: string; callback: Callback; stop: AbortSignal },
): Promise<void> {
  const error = await postCallback(engine, callback, stop)
  if (stop.aborted && error !== undefined) return
  const attempts = callback.attempts + 1
  if (error !== undefined) engine.log.warn({ url: callback.url, attempt: attempts, error }, 'charging call-back failed')
  const number = Number(splitKey(key)[2])
  await engine.change((unit) => {
    if (!unit.has(callbacks, key)) return
    unit.remove(callbacks, key)
    if (error === undefined) return
    const failed = { ...callback, attempts, lastError: error }
    if (attempts >= MOST_ATTEMPTS) {
      unit.put(deadCallbacks, numberKey(number), { ...failed, failedAt: unit.now.toISOString() })
    } else {
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** callback.attempts, LONGEST_PAUSE_MS)
      queueCallback(unit, number, { ...failed, nextAttemptAt: new Date(unit.now.getTime() + pause).toISOString() })
    }
  })
}
