import type { ChargingEngine } from '@omnicrm/charging'
import { createContext } from '../platform/context.ts'
import { forbidden, upstreamFailed } from '../platform/errors.ts'
import { reachOf } from '../platform/guard/actor.ts'
import type { LiveChannel } from '../platform/live/live-socket.ts'
import type { Platform } from '../platform/platform.ts'
import { missing } from '../platform/reach.ts'
import { readCharging } from './read-charging.ts'
import { findService, isSelfCare } from './tables.ts'

/** Busy accounts change many times a second; screens hear of it this often at most. */
const GATHER_MS = 200

/** `service/{id}/usage`: balances and plans of a service, as its GET gives them. */
export function usageChannel(platform: Platform): LiveChannel {
  return {
    pattern: /^service\/(\d{1,9})\/usage$/,
    event: 'usage',
    async load({ actor, ids, context }) {
      const scope = reachOf(actor, ['view_customer_service'], 'view_own_customer_service')
      if (!scope) throw forbidden()
      const scoped = createContext(platform, { actor, scope, requestId: context.requestId, ip: context.ip })
      const service = await findService(scoped, Number(ids[0]))
      if (!service) throw missing(scoped, 'Service')
      if (isSelfCare(scoped) && !service.service_usage_visible_to_customer) throw forbidden()
      const charging = await readCharging(scoped, service.service_uuid)
      if (!charging) throw upstreamFailed('The charging system does not answer')
      return charging
    },
  }
}

/** Announces to open usage screens when the embedded charging engine has changed a balance. */
export function announceUsage(platform: Platform, charging: ChargingEngine): void {
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const flush = async (): Promise<void> => {
    timer = undefined
    const accounts = [...changed]
    changed.clear()
    const services = await platform.db
      .selectFrom('customer_service')
      .select('service_id')
      .where('service_uuid', 'in', accounts)
      .execute()
    for (const service of services) platform.live.announce(`service/${service.service_id}/usage`)
  }
  charging.onBalanceChange(({ tenant, account }) => {
    if (tenant !== platform.config.ocs.ocsTenant) return
    changed.add(account)
    timer ??= setTimeout(() => {
      // The screens poll as well: a lost announcement makes them slower, not wrong.
      flush().catch((error) => platform.log.warn({ err: error }, 'balance changes could not be announced'))
    }, GATHER_MS)
    timer.unref()
  })
}
