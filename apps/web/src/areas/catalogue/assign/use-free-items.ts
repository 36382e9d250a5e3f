import { inventoryEndpoints, type OutputOf } from '@omnicrm/contract'
import { useQueries } from '@tanstack/react-query'
import { readOptions } from '../../../api/use-read.ts'

export type FreeItem = OutputOf<typeof inventoryEndpoints.available>[number]
export type FreeItems = { type: string; items: readonly FreeItem[] | undefined; error: unknown; retry: () => void }

/** The free items of each inventory type, in the order of the types. */
export function useFreeItems(types: readonly string[]): FreeItems[] {
  const reads = useQueries({
    queries: types.map((item) => ({ ...readOptions(inventoryEndpoints.available, { query: { item } }), staleTime: 0 })),
  })
  return types.map((type, at) => {
    const read = reads[at]
    return { type, items: read?.data, error: read?.error, retry: () => void read?.refetch() }
  })
}

/** How an item reads in a picker: reference, identifier, place. */
export function itemLabel({ itemtext1, itemtext2, item_location }: FreeItem): string {
  return [itemtext1, itemtext2, item_location].filter(Boolean).join(' – ')
}
