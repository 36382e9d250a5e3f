import { TemplateError } from '../python/values.ts'

const longestMs = 10_000
/** Characters that one text may have. */
export const largestText = 64 << 20

let depth = 0
let steps = 0
let size = 0
let startedAt = 0

/** Runs a template, and those that it uses, within limits of time and memory: beyond them it fails with a clear error. */
export function withinLimits<Result>(render: () => Result): Result {
  if (depth === 0) {
    steps = 0
    size = 0
    startedAt = performance.now()
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
  if (++steps % 1024 === 0 && performance.now() - startedAt > longestMs) {
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
