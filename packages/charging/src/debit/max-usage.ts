import type { Account } from '../accounts/account.ts'
import { Decimal } from '../exact-decimal.ts'
import type { DebitLookup } from './debit-lookup.ts'
import type { DebitError, DebitRequest } from './debit-request.ts'
import { debitUsage } from './debit-usage.ts'

/**
 * How much of the usage asked for an account can afford; nothing is taken. `unlimited` for an account that allows
 * negative (section 8.2).
 */
export function maxUsage(
  account: Account,
  request: Omit<DebitRequest, 'mode'>,
  lookup: DebitLookup,
): { usage: Decimal } | 'unlimited' | { error: DebitError } {
  if (account.disabled) return { error: 'ACCOUNT_DISABLED' }
  if (account.allowNegative) return 'unlimited'
  const done = debitUsage(account, { ...request, mode: 'grant' }, lookup)
  return 'error' in done ? done : { usage: Decimal.min(done.covered, request.usage) }
}
