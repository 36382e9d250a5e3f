import { impersonationEndpoints } from '@omnicrm/contract'
import { REFRESH_COOKIE, setSessionCookies } from '../identity/index.ts'
import type { Context } from '../platform/context.ts'
import type { Routes } from '../platform/http/routes.ts'
import type { ScheduledJob } from '../platform/jobs/scheduler.ts'
import { presentList } from '../platform/lists.ts'
import { closeOverdue, stopImpersonation } from './close-impersonation.ts'
import { startImpersonation } from './start-impersonation.ts'
import { listImpersonations } from './tables.ts'

export { resolveImpersonation } from './impersonated-session.ts'

/** Answers with tokens are kept nowhere. */
const SECRET = { idempotent: false } as const

export function impersonationRoutes(routes: Routes): void {
  // No cookies: the browser's own session stays the staff's, and the tab that impersonates keeps its tokens to itself.
  routes.handle(
    impersonationEndpoints.start,
    async ({ body, context, request }) => {
      const started = await context.change(async (change) => ({
        ...(await startImpersonation(change, {
          targetId: body.user_id,
          userAgent: request.headers['user-agent'] ?? null,
        })),
        at: change.now,
      }))
      return {
        success: true as const,
        impersonating_user_id: started.staffId,
        target_user_id: body.user_id,
        impersonation_start: started.at.toISOString(),
        ...started.tokens,
      }
    },
    SECRET,
  )
  routes.handle(
    impersonationEndpoints.stop,
    async ({ context, request, reply }) => {
      const { end, seconds, tokens, expires, remember } = await stopImpersonation(context)
      // The browser's cookie held the refresh token that these replace.
      const maxAge = remember ? Math.round((expires.getTime() - end.getTime()) / 1000) : undefined
      if (request.cookies[REFRESH_COOKIE]) setSessionCookies(request, reply, tokens, maxAge)
      return { success: true as const, impersonation_end: end.toISOString(), duration_seconds: seconds, ...tokens }
    },
    SECRET,
  )
  routes.handle(impersonationEndpoints.logs, async ({ query, context }) =>
    presentList(await listImpersonations(context, query), query, {
      name: 'impersonations',
      present: (row) => ({
        ...row,
        impersonation_start: row.impersonation_start.toISOString(),
        impersonation_end: row.impersonation_end?.toISOString() ?? null,
      }),
    }),
  )
}

export const impersonationJobs: ScheduledJob[] = [
  {
    name: 'close-impersonations',
    description: 'Closes the log entries of impersonations that ran out',
    schedule: '5 0 * * *',
    run: async (context: Context) => `${await context.change((change) => closeOverdue(change))} closed`,
  },
]
