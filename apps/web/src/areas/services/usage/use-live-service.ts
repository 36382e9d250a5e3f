import { type Cgrates, type ServiceDetail, serviceEndpoints } from '@omnicrm/contract'
import type { UseQueryResult } from '@tanstack/react-query'
import { queryClient } from '../../../api/query-client.ts'
import { useChannel } from '../../../api/use-channel.ts'
import { readOptions, useRead } from '../../../api/use-read.ts'

const POLL_MS = 3000

/** A service whose balances are pushed as they change, or read every 3 seconds while they cannot be and the page is seen. */
export function useLiveService(serviceId: number): UseQueryResult<ServiceDetail> {
  const input = { params: { service_id: serviceId } }
  const { queryKey } = readOptions(serviceEndpoints.get, input)
  const { isLive } = useChannel(`service/${serviceId}/usage`, ({ data }) => {
    const cgrates = data as Cgrates
    queryClient.setQueryData<ServiceDetail>(queryKey, (known) => known && { ...known, cgrates })
  })
  return useRead(serviceEndpoints.get, input, { every: isLive ? false : POLL_MS })
}
