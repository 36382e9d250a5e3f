import { type Context, systemContext } from '../platform/context.ts'
import { openSecrets, secretFields } from './item-secrets.ts'
import { findItem, itemsOf } from './tables.ts'

/**
 * The secrets of the items that a job works with (chosen for it, or of its service), in the clear: whoever writes down what
 * the job did must know what to leave out.
 */
export async function secretValuesOf(
  context: Context,
  { itemIds, serviceId }: { itemIds: readonly number[]; serviceId: number | null },
): Promise<string[]> {
  const system = systemContext(context.platform, context.requestId)
  const chosen = await Promise.all(itemIds.map((id) => findItem(system, id)))
  const assigned = serviceId === null ? [] : await itemsOf(system, 'service_id', serviceId)
  return [...chosen.filter((row) => row !== undefined), ...assigned].flatMap((row) => {
    const readable = openSecrets(context.platform.seal, row, row)
    return secretFields(row).flatMap((name) => readable[name] ?? [])
  })
}
