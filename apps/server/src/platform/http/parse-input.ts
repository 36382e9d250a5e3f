import type { z } from 'zod'
import { DomainError } from '../errors.ts'

/** Checks one part of a request. Throws 400 naming the first field that is wrong and why. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const checked = schema.safeParse(value)
  if (checked.success) {
    const unstorable = findUnstorable(checked.data)
    if (unstorable === undefined) return checked.data
    const field = unstorable.join('.')
    throw new DomainError(
      400,
      'validation_failed',
      `${field}: must not hold character 0 or half of a surrogate pair`,
      field,
    )
  }
  const issue = checked.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  const reason = reasonOf(issue)
  throw new DomainError(400, 'validation_failed', field ? `${field}: ${reason}` : reason, field || undefined)
}

/**
 * Where a text stands that the database cannot keep as it is: with character 0, or with half of a surrogate pair. Without
 * recursion, since some bodies may be as deep as their sender likes.
 */
function findUnstorable(value: unknown): string[] | undefined {
  const left: Place[] = [{ name: '', within: undefined, value }]
  for (let place = left.pop(); place; place = left.pop()) {
    const { value: found } = place
    if (typeof found === 'string') {
      if (found.includes('\0') || !found.isWellFormed()) return pathTo(place)
    } else if (typeof found === 'object' && found !== null && !(found instanceof Date)) {
      for (const [name, inner] of Object.entries(found))
        if (typeof inner === 'string' || typeof inner === 'object') left.push({ name, within: place, value: inner })
    }
  }
  return undefined
}

type Place = { name: string; within: Place | undefined; value: unknown }

function pathTo(place: Place): string[] {
  const path: string[] = []
  for (let at = place; at.within; at = at.within) path.unshift(at.name)
  return path
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
