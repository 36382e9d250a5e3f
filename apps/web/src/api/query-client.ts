import { QueryClient } from '@tanstack/react-query'
import { isApiError } from './api-error.ts'

/** The cache of everything read. A refusal is final; a lost connection is tried twice more. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      retry: (failures, thrown) => failures < 2 && (!isApiError(thrown) || thrown.status === 0 || thrown.status >= 502),
    },
  },
})
