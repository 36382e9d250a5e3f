import { TemplateError } from '../python/values.ts'
import { stopInTime } from './stop-in-time.ts'

/** of this process; for what counts its rounds */
const longestMs = 500
/** on the clock; for what does not */
const latestMs = 2500
/** Characters that one text may have. */
export const largestText = 64 << 20

let depth = 0
let steps = 0
let size = 0
let startedAt = 0
let isWatched = false

function usedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/**
 * Runs a template, and those that it uses, within limits of time and memory: beyond them it fails with a clear error. A plain one,
 * which calls nothing, is not watched, since that costs more than the template.
 */
export function withinLimits<Result>(render: () => Result, { isPlain }: { isPlain: boolean }): Result {
  if (isPlain || isWatched) return counted(render)
  const before = depth
  isWatched = true
  try {
    const sentence = `the template took more than ${latestMs / 1000} seconds`
    return stopInTime(() => counted(render), { longestMs: latestMs, sentence })
  } finally {
    isWatched = false
    depth = before
  }
}

function counted<Result>(render: () => Result): Result {
  if (depth === 0) {
    steps = 0
    size = 0
    startedAt = usedMs()
  }
  depth++
  try {
    return render()
  } catch (error) {
    if (error instanceof RangeError) {
      throw new TemplateError(
        /call stack/.test(error.message)
          ? 'maximum recursion depth exceeded'
          : `the template makes too large a value: ${error.message}`,
      )
    }
    throw error
  } finally {
    depth--
  }
}

/** Counts a round of a loop. */
export function countRound() {
  if (++steps % 256 === 0 && usedMs() - startedAt > longestMs) {
    throw new TemplateError(`the template took more than ${longestMs / 1000} seconds`)
  }
}

/** Counts what a template prints. */
export function countPrinted(length: number) {
  size += length
  checkSize(size)
}

/** Refuses a text that would be too long. */
export function checkSize(length: number) {
  if (length > largestText) throw new TemplateError(`a text of more than ${largestText >> 20} MB is refused`)
}
