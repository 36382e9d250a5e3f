import { type ProvisionDetail, provisionEndpoints } from '@omnicrm/contract'
import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { useChannel } from '../../api/use-channel.ts'
import { readOptions, useRead } from '../../api/use-read.ts'
import { markStale } from '../../api/use-write.ts'
import { isJobOver } from './job-progress.ts'

/** A job that begins on another day is not asked for five times a second. */
const SCHEDULED_MS = 30_000

/** What a job may have changed. */
const CHANGED = ['service', 'inventory', 'customer', 'transaction', 'oam', 'product']

/**
 * A job that is pushed while it runs; `every` milliseconds between reads while the server does not push. Nothing is asked any
 * more once it has ended.
 */
export function useJob(provisionId: number, { every }: { every: number }): UseQueryResult<ProvisionDetail> {
  const input = { params: { provision_id: provisionId } }
  const { queryKey } = readOptions(provisionEndpoints.get, input)
  const known = queryClient.getQueryData<ProvisionDetail>(queryKey)
  const isOver = known !== undefined && isJobOver(known)
  const { isLive } = useChannel(isOver ? undefined : `provision/${provisionId}`, ({ data }) => {
    queryClient.setQueryData(queryKey, data as ProvisionDetail)
  })
  const pause = known?.starts_at ? Math.max(every, SCHEDULED_MS) : every
  const read = useRead(provisionEndpoints.get, input, { every: isOver || isLive ? false : pause })
  useMarkStaleAtEnd(provisionId, read.data)
  return read
}

/** Screens that show what the job made or changed read it again when it ends. */
function useMarkStaleAtEnd(provisionId: number, job: ProvisionDetail | undefined): void {
  const running = useRef<number>(undefined)
  useEffect(() => {
    if (!job) return
    if (!isJobOver(job)) {
      running.current = provisionId
      return
    }
    if (running.current !== provisionId) return
    running.current = undefined
    void markStale(CHANGED)
    void queryClient.invalidateQueries({ queryKey: ['provision', provisionEndpoints.list.path] })
  }, [provisionId, job])
}
