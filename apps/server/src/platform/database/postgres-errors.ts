const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'
const UNIQUE_VIOLATION = '23505'
const FOREIGN_KEY_VIOLATION = '23503'

type PostgresError = { code?: string; constraint?: string; table?: string }

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

/** Table whose rows still refer to the row that was to be deleted; undefined for any other error. */
export function referringTable(error: unknown): string | undefined {
  const { code, table } = error as PostgresError
  return code === FOREIGN_KEY_VIOLATION ? table : undefined
}
