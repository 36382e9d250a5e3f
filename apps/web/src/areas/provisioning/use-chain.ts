import { type ProvisionChain, provisionEndpoints } from '@omnicrm/contract'
import { queryClient } from '../../api/query-client.ts'
import { readOptions, useRead } from '../../api/use-read.ts'

const POLL_MS = 1000
const RUNNING = 1

/** The steps of an order with several playbooks, read again while it goes on; undefined for a job that stands alone. */
export function useChain(chainId: number | null | undefined): ProvisionChain | undefined {
  const isChain = chainId !== null && chainId !== undefined
  const input = { params: { chain_id: chainId ?? 0 } }
  const known = queryClient.getQueryData<ProvisionChain>(readOptions(provisionEndpoints.chain, input).queryKey)
  const isOver = known !== undefined && known.provisioning_status !== RUNNING
  return useRead(provisionEndpoints.chain, input, { enabled: isChain, every: isOver ? false : POLL_MS }).data
}

/** The job that follows this one in its chain, once it has begun. */
export function nextJobOf(chain: ProvisionChain | undefined, provisionId: number): number | undefined {
  const at = chain?.steps.findIndex((step) => step.provision_id === provisionId) ?? -1
  return at < 0 ? undefined : (chain?.steps[at + 1]?.provision_id ?? undefined)
}
