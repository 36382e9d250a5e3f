const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'
const UNIQUE_VIOLATION = '23505'

type PostgresError = { code?: string; constraint?: string }

/** True when the same transaction may succeed if it is simply run again. */
export function isRetryable(error: unknown): boolean {
  const { code } = error as PostgresError
  return code === SERIALIZATION_FAILURE || code === DEADLOCK
}

/** True when a row with the same key exists; `constraint` narrows it to one rule. */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  const { code, constraint: broken } = error as PostgresError
  return code === UNIQUE_VIOLATION && (constraint === undefined || broken === constraint)
}
