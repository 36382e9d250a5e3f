import { type Context, createContext } from '../platform/context.ts'
import { forbidden } from '../platform/errors.ts'
import { type Actor, reachOf } from '../platform/guard/actor.ts'
import { presentList } from '../platform/lists.ts'
import type { LiveChannel } from '../platform/live/live-socket.ts'
import type { Platform } from '../platform/platform.ts'
import { presentProvision } from './present.ts'
import { readJob } from './routes.ts'
import { listProvisions } from './tables.ts'

/** `provision/{id}`: a job as its GET gives it. `provision`: the newest jobs, as the first page of the list. */
export function provisioningChannels(platform: Platform): LiveChannel[] {
  const scoped = (actor: Actor, context: Context): Context => {
    const scope = reachOf(actor, ['view_provision'], 'view_own_provision')
    if (!scope) throw forbidden()
    return createContext(platform, { actor, scope, requestId: context.requestId, ip: context.ip })
  }
  return [
    {
      pattern: /^provision\/(\d{1,9})$/,
      event: 'provision',
      load: ({ actor, ids, context }) => readJob(scoped(actor, context), Number(ids[0])),
    },
    {
      pattern: /^provision$/,
      event: 'provision_list',
      async load({ actor, context }) {
        const query = { page: 1, per_page: 10, order: 'desc' as const }
        const page = await listProvisions(scoped(actor, context), query)
        return presentList(page, query, { name: 'provisioning', present: presentProvision })
      },
    },
  ]
}
