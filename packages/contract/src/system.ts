import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZDateTime } from './fields.ts'

const ZNow = z.object({ now: z.string() })

export const ZUiConfig = z.object({
  company_name: z.string(),
  portal_name: z.string(),
  tagline: z.string(),
  primary_color: z.string(),
  locale: z.string(),
  languages: z.array(z.string()),
  /** ISO 4217, upper case */
  currency: z.string(),
  /** decimals of the currency's minor unit */
  currency_decimals: z.number(),
  default_country: z.string(),
  service_types: z.array(z.string()),
  inventory_states: z.array(z.string()),
  map_provider: z.enum(['google', 'osm', 'offline']),
  /** composition: upper, lower, digit and special character; nist: long and not a known one */
  password_policy: z.enum(['composition', 'nist']),
  /** OpenID Connect providers on the log-in page, beside the password */
  sign_in_providers: z.array(z.object({ name: z.string(), label: z.string() })),
  /** the buttons of Google, Apple and Facebook show, though they only announce themselves */
  social_logins: z.boolean(),
  /** true: the clock may be set, this is no production system */
  sandbox: z.boolean(),
})
export type UiConfig = z.output<typeof ZUiConfig>

export const ZScheduledJob = z.object({
  name: z.string(),
  description: z.string(),
  /** cron expression, UTC */
  schedule: z.string(),
  last_run: z.string().nullable(),
  last_result: z.string().nullable(),
  next_run: z.string(),
})

export const systemEndpoints = {
  health: endpoint({
    id: 'SYS-1',
    method: 'GET',
    path: '/crm/health',
    tag: 'System',
    summary: 'Answers ok while the product and its database work.',
    access: 'public',
    response: z.object({ status: z.literal('ok') }),
  }),
  uiConfig: endpoint({
    id: 'SYS-7',
    method: 'GET',
    path: '/crm/ui_config',
    tag: 'System',
    summary: 'What the web app needs to know: names, colours, currency, locale. Never a secret.',
    access: 'public',
    response: ZUiConfig,
  }),
  clock: endpoint({
    id: 'SYS-9',
    method: 'GET',
    path: '/crm/clock',
    tag: 'System',
    summary: 'The time by which the product lives.',
    access: 'signedIn',
    response: ZNow,
  }),
  setClock: endpoint({
    id: 'SYS-9',
    method: 'PUT',
    path: '/crm/clock',
    tag: 'System',
    summary: 'Sets or advances the time (sandbox only); what falls due in between runs in order.',
    access: { permission: ['admin'] },
    body: z.object({
      now: ZDateTime.optional(),
      /** ISO 8601 duration such as P1D, P1M or PT6H */
      advance: z
        .string()
        .regex(
          /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$/,
          'must be an ISO 8601 duration such as P1D',
        )
        .optional(),
    }),
    response: ZNow,
  }),
  scheduledJobs: endpoint({
    id: 'SYS-10',
    method: 'GET',
    path: '/crm/scheduled_job/',
    tag: 'System',
    summary: 'The jobs that run by themselves.',
    access: { permission: ['admin'] },
    response: z.array(ZScheduledJob),
  }),
  runScheduledJob: endpoint({
    id: 'SYS-10',
    method: 'POST',
    path: '/crm/scheduled_job/:name/run',
    tag: 'System',
    summary: 'Runs a scheduled job at once; a second run has no second effect.',
    access: { permission: ['admin'] },
    params: z.object({ name: z.string().max(60) }),
    response: ZScheduledJob,
  }),
}
