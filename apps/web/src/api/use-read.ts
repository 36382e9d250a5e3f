import type { Endpoint, OutputOf } from '@omnicrm/contract'
import { keepPreviousData, queryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type CallInput, call } from './call.ts'
import { entityOf } from './entity-of.ts'

export type ReadOptions = {
  /** false: not yet, for example before a tab is open */
  enabled?: boolean
  /** milliseconds between reads while visible; false when the server pushes */
  every?: number | false
  /** shows the previous page until the next has come */
  keepPrevious?: boolean
}

/** Key and function of a read, for `useQuery`, prefetching and `queryClient.setQueryData`. */
export function readOptions<E extends Endpoint>(endpoint: E, input: CallInput<E>) {
  return queryOptions<OutputOf<E>>({
    queryKey: [entityOf(endpoint.path), endpoint.path, input],
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
  })
}

/** Reads an endpoint of the contract, cached and kept fresh: `useRead(customerEndpoints.get, { params: { customer_id } })`. */
export function useRead<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  { enabled = true, every = false, keepPrevious = false }: ReadOptions = {},
): UseQueryResult<OutputOf<E>> {
  return useQuery({
    ...readOptions(endpoint, input),
    enabled,
    refetchInterval: every,
    refetchIntervalInBackground: false,
    placeholderData: keepPrevious ? keepPreviousData : undefined,
  })
}
