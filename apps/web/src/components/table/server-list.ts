import type { Endpoint, OutputOf } from '@omnicrm/contract'
import { type CallInput, call } from '../../api/call.ts'
import { entityOf } from '../../api/entity-of.ts'
import type { Page } from './types.ts'

export type ServerList<Row> = {
  queryKey: readonly unknown[]
  read: (query: Record<string, unknown>, signal: AbortSignal) => Promise<Page<Row>>
  /** the whole filtered list as a file */
  readCsv: (query: Record<string, unknown>) => Promise<Blob>
}

type RowOf<E extends Endpoint> = OutputOf<E> extends { data: (infer Row)[] } ? Row : never

/** A list endpoint as the source of a DataTable: `serverList(customerEndpoints.list)`, with `params` and fixed `query` if any. */
export function serverList<E extends Endpoint>(
  endpoint: E,
  input: { params?: CallInput<E>['params']; query?: Record<string, unknown> } = {},
): ServerList<RowOf<E>> {
  const inputWith = (query: Record<string, unknown>) =>
    ({ params: input.params, query: { ...input.query, ...query } }) as unknown as CallInput<E>
  return {
    queryKey: [entityOf(endpoint.path), endpoint.path, input],
    read: async (query, signal) => (await call(endpoint, inputWith(query), { signal })) as Page<RowOf<E>>,
    readCsv: ({ page: _page, per_page: _perPage, ...query }) =>
      call(
        { ...endpoint, response: 'file' as const },
        inputWith({ ...query, format: 'csv' }) as never,
      ) as Promise<Blob>,
  }
}
