import { stopInTime } from '../jinja/stop-in-time.ts'
import { TemplateError } from '../python/values.ts'

const longestMs = 250
const shortText = 2000

/**
 * Runs a regular expression over a text, and breaks it off when it goes astray, as `(a+)+$` does: 250 ms of this process at the
 * most. One that repeats at most once, over a short text, needs no watching.
 */
export function matchInTime<Found>(expression: RegExp, input: string, match: () => Found): Found {
  const bare = expression.source.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]/g, 'x')
  const choices = bare.match(/[*+{|]|(?<!\()\?/g)?.length ?? 0
  if (choices < 2 && input.length <= shortText) return match()
  const sentence = `the regular expression takes more than ${longestMs / 1000} seconds on this text`
  for (let tries = 1; ; tries++) {
    const before = process.threadCpuUsage()
    try {
      return stopInTime(match, { longestMs: longestMs * tries, sentence })
    } catch (error) {
      // on a busy machine the time may have gone by without this process
      const { user, system } = process.threadCpuUsage(before)
      const isOver = (user + system) / 1000 > longestMs / 2 || tries === 3
      if (isOver || !(error instanceof TemplateError) || error.message !== sentence) throw error
    }
  }
}
