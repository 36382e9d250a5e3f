import { systemEndpoints } from '@omnicrm/contract'
import { sql } from 'kysely'
import { advanceClock } from './advance-clock.ts'
import { currencyOf } from './config/config-schema.ts'
import type { Routes } from './http/routes.ts'
import type { ScheduledJobState, Scheduler } from './jobs/scheduler.ts'
import type { Platform } from './platform.ts'

/** Health, what the web app needs to know, the clock and the scheduled jobs. */
export function systemRoutes(
  routes: Routes,
  platform: Platform,
  options: { scheduler: Scheduler; clockMoved(milliseconds: number): Promise<void> },
): void {
  const { scheduler } = options
  const { config } = platform

  routes.handle(systemEndpoints.health, async ({ context }) => {
    await sql`select 1`.execute(context.db)
    return { status: 'ok' as const }
  })

  routes.handle(systemEndpoints.uiConfig, async () => ({
    company_name: config.branding.company_name,
    portal_name: config.branding.portal_name,
    tagline: config.branding.tagline,
    primary_color: config.branding.primary_color,
    locale: config.locale,
    languages: config.languages,
    currency: currencyOf(config),
    currency_decimals: platform.decimals,
    default_country: config.default_country,
    service_types: config.service_types,
    inventory_states: config.inventory.states,
    map_provider: 'offline' as const,
    password_policy: config.auth.password_policy,
    sign_in_providers: Object.entries(config.auth.oidc).map(([name, { label }]) => ({ name, label })),
    social_logins: platform.settings.socialLogins,
    sandbox: config.sandbox.clock,
  }))

  routes.handle(systemEndpoints.clock, async ({ context }) => ({ now: context.now().toISOString() }))

  routes.handle(
    systemEndpoints.setClock,
    async ({ body, context }) => {
      const now = await advanceClock(platform, { scheduler, moved: options.clockMoved }, body)
      await context.change((change) =>
        change.record({
          entity: 'system',
          entityId: null,
          customerId: null,
          activity: `Clock set to ${now.toISOString()}`,
        }),
      )
      return { now: now.toISOString() }
    },
    { idempotent: false },
  )

  routes.handle(systemEndpoints.scheduledJobs, async () => (await scheduler.list()).map(presentJob))

  routes.handle(
    systemEndpoints.runScheduledJob,
    async ({ params }) => presentJob(await scheduler.runNow(params.name)),
    { idempotent: false },
  )
}

function presentJob(job: ScheduledJobState): {
  name: string
  description: string
  schedule: string
  last_run: string | null
  last_result: string | null
  next_run: string
} {
  return {
    name: job.name,
    description: job.description,
    schedule: job.schedule,
    last_run: job.lastRun?.toISOString() ?? null,
    last_result: job.lastResult,
    next_run: job.nextRun.toISOString(),
  }
}
