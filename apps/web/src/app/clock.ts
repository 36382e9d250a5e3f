import type { OutputOf, systemEndpoints } from '@omnicrm/contract'
import { request } from '../api/request.ts'
import { accessToken } from './session.ts'
import { uiConfig } from './ui-config.ts'

let ahead = 0

/** The time by which the product lives: the real one, unless a sandbox has moved its clock. */
export function now(): Date {
  return new Date(Date.now() + ahead)
}

/** Asks a sandbox for its clock; production has the real one and is not asked. */
export async function followClock(): Promise<void> {
  if (!uiConfig().sandbox) return
  type Answer = OutputOf<typeof systemEndpoints.clock>
  const answer = await request<Answer>({ method: 'GET', path: '/crm/clock' }, { token: accessToken() }).catch(
    () => null,
  )
  if (answer) ahead = new Date(answer.now).getTime() - Date.now()
}
