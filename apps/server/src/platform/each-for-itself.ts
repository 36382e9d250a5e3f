import type { Change, Context } from './context.ts'
import { DomainError } from './errors.ts'

type RowResult = { id: number; result: 'success' } | { id: number; result: 'failed'; message: string }

/**
 * Runs a rule for several rows, each in a transaction of its own: one refusal does not undo the others, and each row answers
 * for itself. A defect ends the run. Its routes take no Idempotency-Key, which would make one transaction of all rows, so the
 * rule must change nothing when it runs on a row a second time.
 */
export async function eachForItself(
  context: Context,
  ids: readonly number[],
  rule: (change: Change, id: number) => Promise<unknown>,
): Promise<{ results: RowResult[] }> {
  const results: RowResult[] = []
  for (const id of ids) {
    try {
      await context.change((change) => rule(change, id))
      results.push({ id, result: 'success' })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      results.push({ id, result: 'failed', message: error.message })
    }
  }
  return { results }
}
