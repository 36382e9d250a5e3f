import { z } from 'zod'
import { ZInt } from './fields.ts'

const filterValue = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** `{"field":[v1,v2]}`: OR inside a field, AND across fields. */
export type ListFilters = Record<string, (string | number | boolean | null)[]>

const ZFilters = z.string().transform((text, ctx): ListFilters => {
  try {
    return z.record(z.string(), z.array(filterValue)).parse(JSON.parse(text || '{}'))
  } catch {
    ctx.addIssue({ code: 'custom', message: 'must be a JSON object of arrays, such as {"paid":[true]}' })
    return z.NEVER
  }
})

/** Query parameters that every list takes. */
export const ZListQuery = z.object({
  page: ZInt.pipe(z.number().min(1)).default(1),
  per_page: ZInt.pipe(z.number().min(1).max(1000)).default(10),
  sort: z.string().max(60).optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
  search: z.string().max(200).optional(),
  filters: ZFilters.optional(),
  /** `csv`: the whole filtered list as a file instead of a page */
  format: z.enum(['csv']).optional(),
})

export type ListQuery = z.output<typeof ZListQuery>

export const ZPagination = z.object({
  current_page: z.number(),
  per_page: z.number(),
  total_pages: z.number(),
  total_items: z.number(),
})

/** One page of a list. */
export function envelope<T extends z.ZodType>(
  item: T,
): z.ZodObject<{ data: z.ZodArray<T>; pagination: typeof ZPagination }> {
  return z.object({ data: z.array(item), pagination: ZPagination })
}
