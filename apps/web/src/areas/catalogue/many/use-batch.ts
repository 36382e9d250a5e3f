import { type ProvisionBatchResult, provisionEndpoints } from '@omnicrm/contract'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../../../api/api-error.ts'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { markStale } from '../../../api/use-write.ts'
import { type BatchFile, type BatchRow, chunksOf, lineOf, type Refusal } from './batch-file.ts'

export type Started = ProvisionBatchResult['started'][number]
export type Batch = { productId: number; file: BatchFile; order: Record<string, unknown> }

/** What was sent so far, and what came of it. */
export type Sending = {
  step: 'running' | 'stopping' | 'stopped' | 'done'
  total: number
  handled: number
  started: readonly Started[]
  refused: readonly Refusal[]
  /** why it stopped before the end; nothing when it was stopped on purpose */
  failure?: string
}

/** What the server would do with each row. Nothing is ordered. */
export async function previewBatch({ productId, file, order }: Batch): Promise<ProvisionBatchResult> {
  if (file.rows.length === 0) return { started: [], failed: [...file.refused] }
  const answer = await send({ productId, rows: file.rows, order, isPreview: true })
  return { started: answer.started, failed: inOrder([...file.refused, ...answer.failed]) }
}

/**
 * Sends a batch portion by portion. Each portion has a key of its own that stays the same however often it is sent: going on
 * after a broken connection orders nothing twice.
 */
export function useBatch() {
  const { t } = useTranslation()
  const [sending, setSending] = useState<Sending>()
  const progress = useRef<{ keys: string[]; next: number; isStopping: boolean }>(undefined)

  async function run(
    { productId, order }: Pick<Batch, 'productId' | 'order'>,
    rows: readonly BatchRow[],
  ): Promise<void> {
    const chunks = chunksOf(rows)
    progress.current ??= { keys: chunks.map(newId), next: 0, isStopping: false }
    const { current } = progress
    current.isStopping = false
    let state: Sending = sending
      ? { ...sending, step: 'running', failure: undefined }
      : { step: 'running', total: rows.length, handled: 0, started: [], refused: [] }
    setSending(state)
    while (current.next < chunks.length && !current.isStopping) {
      const chunk = chunks[current.next] ?? []
      try {
        const answer = await send({ productId, rows: chunk, order, key: current.keys[current.next] })
        current.next += 1
        state = {
          ...state,
          handled: state.handled + chunk.length,
          started: [...state.started, ...answer.started],
          refused: inOrder([...state.refused, ...answer.failed]),
        }
        setSending(current.isStopping ? { ...state, step: 'stopping' } : state)
      } catch (thrown) {
        setSending({ ...state, step: 'stopped', failure: reasonOf(thrown, t) })
        await markStale(['provision', 'inventory'])
        return
      }
    }
    setSending({ ...state, step: current.next < chunks.length ? 'stopped' : 'done' })
    await markStale(['provision', 'inventory'])
  }

  function stop(): void {
    if (progress.current) progress.current.isStopping = true
    setSending((now) => now && { ...now, step: 'stopping' })
  }

  function reset(): void {
    progress.current = undefined
    setSending(undefined)
  }

  return { sending, run, stop, reset }
}

type Portion = {
  productId: number
  rows: readonly BatchRow[]
  order: Record<string, unknown>
  key?: string
  isPreview?: boolean
}

async function send({ productId, rows, order, key, isPreview = false }: Portion): Promise<ProvisionBatchResult> {
  const answer = await call(
    provisionEndpoints.batch,
    { body: { product_id: productId, customers: rows.map(({ fields }) => fields), order, preview: isPreview } },
    { idempotencyKey: key },
  )
  return {
    started: answer.started.map((row) => ({ ...row, line: lineOf(rows, row.line) })),
    failed: answer.failed.map((row) => ({ ...row, line: lineOf(rows, row.line) })),
  }
}

function inOrder(refused: readonly Refusal[]): Refusal[] {
  return refused.toSorted((one, other) => one.line - other.line)
}
