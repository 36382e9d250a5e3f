import { useQuery } from '@tanstack/react-query'

/** The whole icon set, fetched once when first wanted. */
export function useIconSet({ enabled }: { enabled: boolean }) {
  return useQuery({
    queryKey: ['icon-set'],
    queryFn: async () => (await import('./icon-set.ts')).loadIconSet(),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })
}
