import type { Log } from '../log.ts'

/** Lines in a second; what is beyond is counted, since many slow requests have one cause. */
const MOST_A_SECOND = 5

/** Logs requests that took longer than `slowMs`, by method alone: what was asked is the customer's. */
export function createSlowLog(log: Log, slowMs: number): (method: string, milliseconds: number) => void {
  let second = 0
  let lines = 0
  let left = 0
  return (method, milliseconds) => {
    if (milliseconds <= slowMs) return
    const now = Math.floor(performance.now() / 1000)
    if (now !== second) {
      second = now
      lines = 0
    }
    if (++lines > MOST_A_SECOND) {
      left++
      return
    }
    const others = left > 0 ? { notLogged: left } : {}
    left = 0
    log.warn({ method, milliseconds: Math.round(milliseconds), ...others }, 'slow charging request')
  }
}
