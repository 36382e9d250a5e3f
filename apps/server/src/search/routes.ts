import { searchEndpoints } from '@omnicrm/contract'
import type { Routes } from '../platform/http/routes.ts'
import { searchEverything } from './search-everything.ts'

export function searchRoutes(routes: Routes): void {
  routes.handle(searchEndpoints.everything, async ({ query, context }) => {
    const { hits, total } = await searchEverything(context, query)
    return {
      data: hits,
      pagination: {
        current_page: query.page,
        per_page: query.per_page,
        total_pages: Math.ceil(total / query.per_page),
        total_items: total,
      },
    }
  })
}
