import { inventoryEndpoints } from '@omnicrm/contract'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createActionKey } from '../../../api/action-key.ts'
import { reasonOf } from '../../../api/api-error.ts'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { inFile, type LineError, planImport } from './plan-import.ts'

export type ImportState = {
  step: 'ready' | 'running' | 'done' | 'stopped'
  total: number
  /** rows answered for so far */
  handled: number
  created: number
  errors: readonly LineError[]
  /** why it stopped before the end */
  failure?: string
}

const READY: ImportState = { step: 'ready', total: 0, handled: 0, created: 0, errors: [] }

/** Loads a file batch by batch. After a failure `run` goes on with the batch that failed, under its key: nothing loads twice. */
export function useImport() {
  const { t } = useTranslation()
  const [state, setState] = useState(READY)
  const file = useRef<{ source: File; next: number; key: ReturnType<typeof createActionKey> }>(undefined)

  async function run(source: File): Promise<void> {
    if (file.current?.source !== source) file.current = { source, next: 0, key: createActionKey() }
    const progress = file.current
    const { total, batches, errors } = planImport(await source.text(), t('inventory:import.wrong_count'))
    let current: ImportState =
      progress.next > 0
        ? { ...state, step: 'running', failure: undefined }
        : { ...READY, step: 'running', total, handled: errors.length, errors }
    setState(current)
    for (const batch of batches.slice(progress.next)) {
      const input = { body: [...batch.rows] }
      try {
        const answer = await call(inventoryEndpoints.createMany, input, {
          idempotencyKey: progress.key.keyFor(input),
        })
        progress.key.settle()
        progress.next += 1
        current = {
          ...current,
          handled: current.handled + batch.rows.length,
          created: current.created + answer.created,
          errors: [...current.errors, ...inFile(batch, answer.errors)].sort((one, other) => one.line - other.line),
        }
        setState(current)
      } catch (thrown) {
        progress.key.settle(thrown)
        setState({ ...current, step: 'stopped', failure: reasonOf(thrown, t) })
        await markStale(['inventory'])
        return
      }
    }
    setState({ ...current, step: 'done' })
    await markStale(['inventory'])
  }

  function reset(): void {
    file.current = undefined
    setState(READY)
  }

  return { state, run, reset }
}
