import { lazy } from 'react'
import { openDialog } from '../../components/dialog/dialogs.ts'

const ProgressModal = lazy(() => import('./ProgressModal.tsx'))

/**
 * S22: shows a job that was just started, task by task. Closing it does not stop the job. `doneText` is what success means,
 * for jobs that do not provision.
 */
export function openProgress(provisionId: number, { doneText }: { doneText?: string } = {}): void {
  openDialog((close) => <ProgressModal provisionId={provisionId} doneText={doneText} onClose={close} />)
}
