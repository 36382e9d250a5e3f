import { createContext, Script } from 'node:vm'
import { TemplateError } from '../python/values.ts'

const context = createContext({ run: (): unknown => undefined })
const script = new Script('run()')

/**
 * Runs something that cannot be waited for, and breaks it off after that time, whatever it is at; throws a TemplateError with the
 * sentence then. What is broken off runs no `finally`. Costs some 0.05 ms.
 */
export function stopInTime<Result>(run: () => Result, options: { longestMs: number; sentence: string }): Result {
  const before = context.run
  context.run = run
  try {
    return script.runInContext(context, { timeout: options.longestMs }) as Result
  } catch (error) {
    if ((error as NodeJS.ErrnoException | undefined)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    throw new TemplateError(options.sentence)
  } finally {
    context.run = before
  }
}
