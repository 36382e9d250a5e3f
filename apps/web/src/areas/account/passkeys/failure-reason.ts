export type FailureReason = 'cancelled' | 'known' | 'address' | 'device'

/** Why a browser made or showed no passkey, by the names that Web Authentication gives its errors. */
export function failureReason(thrown: unknown): FailureReason {
  const name = thrown instanceof Error ? thrown.name : undefined
  // Browsers tell nothing more, so that a page does not learn which passkeys there are.
  if (name === 'NotAllowedError' || name === 'AbortError') return 'cancelled'
  if (name === 'InvalidStateError') return 'known'
  return name === 'SecurityError' ? 'address' : 'device'
}
