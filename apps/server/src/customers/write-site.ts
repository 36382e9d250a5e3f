import type { ZSiteCreate, ZSiteUpdate } from '@omnicrm/contract'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'
import { plusCodeOf } from './plus-code.ts'
import { requireCustomer } from './require-customer.ts'

/** Creates a site; the country defaults to the configured one, the Plus Code comes from the position. Answers its id. */
export async function writeSite(change: Change, input: z.output<typeof ZSiteCreate>): Promise<number> {
  await requireCustomer(change, input.customer_id)
  const { site_id: siteId } = await change.tx
    .insertInto('customer_site')
    .values({
      customer_id: input.customer_id,
      site_name: input.site_name,
      address_line_1: input.address_line_1 ?? null,
      address_line_2: input.address_line_2 ?? null,
      city: input.city ?? null,
      state: input.state ?? null,
      zip_code: input.zip_code ?? null,
      country: input.country ?? change.context.platform.config.default_country,
      latitude: input.latitude,
      longitude: input.longitude,
      plus_code: plusCodeOf(input.latitude, input.longitude, input.plus_code),
      google_maps_place_id: input.google_maps_place_id ?? null,
      address_note: input.address_note ?? null,
    })
    .returning('site_id')
    .executeTakeFirstOrThrow()
  await change.record({
    entity: 'site',
    entityId: siteId,
    customerId: input.customer_id,
    activity: `Added site ${input.site_name}`,
    after: input,
  })
  return siteId
}

/** Changes the fields that are given; a new position brings a new Plus Code unless one is given with it. */
export async function updateSite(change: Change, siteId: number, patch: z.output<typeof ZSiteUpdate>): Promise<void> {
  const before = await change.tx
    .selectFrom('customer_site')
    .selectAll()
    .where('site_id', '=', siteId)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw notFound('Site')
  const moved = patch.latitude !== undefined || patch.longitude !== undefined || patch.plus_code
  const latitude = patch.latitude ?? before.latitude
  const longitude = patch.longitude ?? before.longitude
  const { country, plus_code: plusCode, ...rest } = patch
  const after = await change.tx
    .updateTable('customer_site')
    .set({
      ...rest,
      ...(country ? { country } : {}),
      plus_code: moved ? plusCodeOf(latitude, longitude, plusCode) : before.plus_code,
    })
    .where('site_id', '=', siteId)
    .returningAll()
    .executeTakeFirstOrThrow()
  await change.record({
    entity: 'site',
    entityId: siteId,
    customerId: before.customer_id,
    activity: `Changed site ${after.site_name}`,
    before,
    after,
  })
}

/** Removes a site that no service stands on. */
export async function removeSite(change: Change, siteId: number): Promise<void> {
  const before = await change.tx
    .deleteFrom('customer_site')
    .where('site_id', '=', siteId)
    .returningAll()
    .executeTakeFirst()
  if (!before) throw notFound('Site')
  await change.record({
    entity: 'site',
    entityId: siteId,
    customerId: before.customer_id,
    activity: `Removed site ${before.site_name}`,
    before,
  })
}
