import type { z } from 'zod'
import { DomainError } from '../errors.ts'

/** Checks one part of a request. Throws 400 naming the first field that is wrong and why. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const checked = schema.safeParse(value)
  if (checked.success) return checked.data
  const issue = checked.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  const reason = reasonOf(issue)
  throw new DomainError(400, 'validation_failed', field ? `${field}: ${reason}` : reason, field || undefined)
}

function reasonOf(issue: z.core.$ZodIssue | undefined): string {
  if (!issue) return 'is not valid'
  if (issue.code === 'invalid_union') {
    const nested = issue.errors.flat().find((inner) => inner.code !== 'invalid_type')
    return nested ? nested.message : 'has the wrong type'
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is required'
  if (issue.code === 'invalid_value') return `must be one of: ${issue.values.map(String).join(', ')}`
  return issue.message.replace(/^Invalid input: /, '')
}
