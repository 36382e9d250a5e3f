import { parseListOrCommas, type ZQualification } from '@omnicrm/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { findSite } from '../customers/index.ts'
import type { Context } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'
import { missing } from '../platform/reach.ts'
import { aliases, type TextName } from './item-labels.ts'
import { allTemplates } from './tables.ts'

export type Position = { latitude: number; longitude: number }
export type Qualification = z.output<typeof ZQualification>

/** Labels under which a home passed names the services that it can have. */
const SERVICE_LABELS = ['service_type', 'service_types', 'technology']
/** Items in these states are no footprint any more. */
const GONE = ['Decommissioned', 'Out Of Service', 'Damaged', 'Lost', 'Stolen']
const EARTH_RADIUS_KM = 6371.0088
const KM_PER_DEGREE = 111

/** The position asked about: given as such, or that of a site. Throws 400 when neither is, 404 or 403 for a site out of reach. */
export async function positionOf(
  context: Context,
  query: Partial<Position> & { site_id?: number | undefined },
): Promise<Position> {
  if (query.site_id !== undefined) {
    const site = await findSite(context, query.site_id)
    if (!site) throw missing(context, 'Site')
    return { latitude: site.latitude, longitude: site.longitude }
  }
  const { latitude, longitude } = query
  if (latitude === undefined) throw invalid('latitude', 'is required, or site_id')
  if (longitude === undefined) throw invalid('longitude', 'is required, or site_id')
  return { latitude, longitude }
}

/**
 * The services that can be offered at a position, nearest home passed first, each service once. Homes passed are located items
 * of templates with a label "Service Type" (or "Technology"), whose text names the services, several between commas.
 */
export async function qualify(context: Context, { latitude, longitude }: Position): Promise<Qualification[]> {
  const radiusKm = context.platform.config.inventory.qualification_radius_m / 1000
  const texts = await serviceTexts(context)
  if (texts.size === 0) return []
  const degrees = radiusKm / KM_PER_DEGREE
  const distance = sql<number>`${2 * EARTH_RADIUS_KM} * asin(sqrt(least(1,
    power(sin(radians(latitude - ${latitude}) / 2), 2)
    + cos(radians(${latitude})) * cos(radians(latitude)) * power(sin(radians(longitude - ${longitude}) / 2), 2))))`
  const homes = await context.db
    .selectFrom('inventory')
    .selectAll()
    .select(distance.as('distance_km'))
    .where('inventory_template_id', 'in', [...texts.keys()])
    .where('item_state', 'not in', GONE)
    .where('latitude', '>=', latitude - degrees * 1.01)
    .where('latitude', '<=', latitude + degrees * 1.01)
    .where(distance, '<=', radiusKm)
    .orderBy('distance_km')
    .orderBy('inventory_id')
    .execute()
  const offers = new Map<string, Qualification>()
  for (const home of homes) {
    const name = texts.get(home.inventory_template_id)
    for (const serviceType of parseListOrCommas(name && home[name]))
      if (!offers.has(serviceType))
        offers.set(serviceType, {
          service_type: serviceType,
          inventory_id: home.inventory_id,
          distance_km: Math.round(home.distance_km * 1000) / 1000,
        })
  }
  return [...offers.values()]
}

/** Which text of the items of each template names services; templates without such a text are left out. */
async function serviceTexts(context: Context): Promise<Map<number, TextName>> {
  const found = new Map<number, TextName>()
  for (const template of await allTemplates(context)) {
    const names = aliases(template, new Set())
    const text = SERVICE_LABELS.map((label) => names.get(label)).find((name) => name !== undefined)
    if (text) found.set(template.inventory_template_id, text)
  }
  return found
}
