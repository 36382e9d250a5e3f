import { lazy } from 'react'
import { openDialog } from '../../components/dialog/dialogs.ts'

const ProgressModal = lazy(() => import('./ProgressModal.tsx'))

/** S22: shows a job that was just started, task by task. Closing it does not stop the job. */
export function openProgress(provisionId: number): void {
  openDialog((close) => <ProgressModal provisionId={provisionId} onClose={close} />)
}
