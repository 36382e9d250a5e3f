import type { PlaybookEngine } from '@omnicrm/playbook'
import { jobDone, must } from './build-mobile-sale.ts'
import type { TestProduct } from './start-test-product.ts'

/*
 * A worker dies at each task of a play: once when the task has done its work and nothing of it is written down yet, and once,
 * for requests, when the one before is written down and this one has not been sent. Another worker then takes the job up.
 */

export type Place = { task: number; moment: 'done but not recorded' | 'about to ask' }
const killing: { at?: (place: Place) => Promise<void> } = {}

/** An engine whose worker may be killed. For `vi.mock('./engines.ts', ...)`, see withMortalEngines. */
function mortal(engine: PlaybookEngine): PlaybookEngine {
  return {
    ...engine,
    run: (job) => {
      if (job.interrupted) return engine.run(job)
      let task = 0
      return engine.run({
        ...job,
        onEvent: async (event) => {
          if (event.status === 1) task = event.number
          else await killing.at?.({ task: event.number, moment: 'done but not recorded' })
          await job.onEvent(event)
        },
        checkAddress: async (url, method) => {
          await job.checkAddress?.(url, method)
          await killing.at?.({ task, moment: 'about to ask' })
        },
      })
    },
  }
}

/** The module of engines, with every engine made mortal. */
export function withMortalEngines<P, E extends { engineFor(play: string): Promise<PlaybookEngine> }>(engines: {
  openEngines: (platform: P) => E
}): unknown {
  return {
    openEngines: (platform: P) => {
      const opened = engines.openEngines(platform)
      return { ...opened, engineFor: async (play: string) => mortal(await opened.engineFor(play)) }
    },
  }
}

/** Every place at which a whole run of the play could die. */
export async function placesOf(product: TestProduct, order: Record<string, unknown>): Promise<Place[]> {
  const places: Place[] = []
  killing.at = async (place) => {
    places.push(place)
  }
  const started = await must(product.admin.put('/crm/provision/', order))
  const job = await jobDone(product, started.provision_id)
  delete killing.at
  if (job.provisioning_status !== 0) throw new Error(job.error_message)
  return places
}

/** Orders, kills the worker at that place, and lets another one take the job up; answers the job's id. `lost` is what ends a worker. */
export async function killedAt(
  product: TestProduct,
  { place, order, lost }: { place: Place; order: Record<string, unknown>; lost: Error },
): Promise<number> {
  const { platform, admin } = product
  const { openProvisioning } = await import('../provisioning/index.ts')
  let provisionId = 0
  const died = new Promise<void>((resolve) => {
    killing.at = async (now) => {
      if (now.task !== place.task || now.moment !== place.moment) return
      delete killing.at
      // The row is as a killed process leaves it; whatever that process still had in hand is gone.
      const { provision_id } = await platform.db
        .updateTable('provision')
        .set({ worker_id: 'elsewhere:1:dead', heartbeat: new Date(0) })
        .where('customer_id', '=', Number(order.customer_id))
        .where('provisioning_status', '=', 1)
        .returning('provision_id')
        .executeTakeFirstOrThrow()
      provisionId = provision_id
      resolve()
      throw lost
    }
  })
  await must(admin.put('/crm/provision/', order))
  await died
  const other = openProvisioning(platform, { machineBehind: async () => undefined, voidBookings: async () => {} })
  await other.recover()
  other.close()
  return provisionId
}
