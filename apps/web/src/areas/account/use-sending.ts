import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError, reasonOf } from '../../api/api-error.ts'

export type Refusal = { reason: string; field: string | undefined; status: number }

/** Runs one request of a small form at a time and keeps why it was refused, for pages that stand outside of the shell. */
export function useSending() {
  const { t } = useTranslation()
  const [isSending, setIsSending] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()

  async function send(run: () => Promise<void>): Promise<void> {
    if (isSending) return
    setIsSending(true)
    setRefusal(undefined)
    try {
      await run()
    } catch (thrown) {
      const { field, status } = isApiError(thrown) ? thrown : { field: undefined, status: 0 }
      setRefusal({ reason: reasonOf(thrown, t), field, status })
    } finally {
      setIsSending(false)
    }
  }

  /** The reason, where the refusal is about that field. */
  const reasonFor = (field: string) => (refusal?.field === field ? refusal.reason : undefined)

  return { isSending, refusal, reasonFor, send }
}
