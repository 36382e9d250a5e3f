import type { ProvisionStarted } from '@omnicrm/contract'
import { findProduct } from '../catalogue/index.ts'
import type { Change } from '../platform/context.ts'
import { EVERYTHING } from '../platform/guard/actor.ts'
import type { ServiceRow } from '../services/index.ts'
import { placeOrder, playsOf } from './place-order.ts'
import { canDeprovision } from './play-files.ts'
import { presentStarted } from './present.ts'

/**
 * Starts the job that undoes a service: its own play for that, or the play that made it where that has a way in. Undefined
 * when there is no such play. Whoever may end the service may have it undone, so the order is the product's, not theirs.
 */
export async function deprovisionService(change: Change, service: ServiceRow): Promise<ProvisionStarted | undefined> {
  const { context } = change
  const product = await findProduct(context, service.product_id)
  const text = service.deprovisioning_play || service.provisioning_play || product?.provisioning_play || ''
  if (text.trim() === '') return undefined
  const { plays } = playsOf({ action: 'deprovision' }, { product, service })
  if (!service.deprovisioning_play) {
    const able = await Promise.all(plays.map((play) => canDeprovision(context.platform.settings.playsDir, play)))
    if (!able.every(Boolean)) return undefined
  }
  const unlimited: Change = { ...change, context: { ...context, scope: EVERYTHING } }
  return presentStarted(
    await placeOrder(unlimited, {
      action: 'deprovision',
      service_id: service.service_id,
      customer_id: service.customer_id,
    }),
  )
}
