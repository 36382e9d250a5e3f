import type { ApiError } from '../../../api/api-error.ts'

/** Whether a refused code ended the challenge itself: it expired, too many codes were wrong, the account is locked (TFA-11). */
export function endsChallenge({ code, status }: Pick<ApiError, 'code' | 'status'>): boolean {
  return (status === 401 || status === 403) && code !== 'wrong_code' && code !== 'wrong_passkey'
}
