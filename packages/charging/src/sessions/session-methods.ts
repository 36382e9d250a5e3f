import { notFound } from '../rpc/rpc-error.ts'
import type { Methods } from '../rpc/services.ts'

/**
 * Sessions cannot be opened in this engine yet (InitiateSession is an unknown method), so there is never an active
 * one, whatever the filters: CGRateS answers NOT_FOUND then (section 8.7). Session charging belongs in this folder and
 * takes its grants with the rules in `debit/`.
 */
export const sessionMethods: Methods = {
  GetActiveSessions: () => {
    throw notFound()
  },
  GetActiveSessionsCount: () => 0,
}
