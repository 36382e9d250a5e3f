import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZBoolean } from './fields.ts'
import { envelope, ZListQuery } from './list.ts'

export const SEARCH_TYPES = ['customer', 'contact', 'site', 'inventory', 'service'] as const

export const ZSearchHit = z.object({
  /** id in the table of its type */
  id: z.number(),
  name: z.string(),
  /** null for an item that no customer has */
  customer_id: z.number().nullable(),
  type: z.enum(SEARCH_TYPES),
})
export type SearchHit = z.output<typeof ZSearchHit>

export const searchEndpoints = {
  everything: endpoint({
    id: 'SRCH-1',
    method: 'GET',
    path: '/crm/utilities/search_everything',
    aliases: ['/utilities/search_everything'],
    tag: 'Search',
    summary: 'Finds customers, contacts, sites, items and services that the caller may see; filter by `type`.',
    access: 'signedIn',
    query: ZListQuery.pick({ page: true, per_page: true, order: true, filters: true }).extend({
      search: z.string().trim().min(1, 'must not be empty').max(200),
      /** without it the hits come by type: customers, contacts, sites, items, services */
      sort: z.string().max(60).optional(),
      /** false: only what belongs to an Open customer, and unassigned items */
      search_closed_records: ZBoolean.default(false),
    }),
    response: envelope(ZSearchHit),
  }),
}
