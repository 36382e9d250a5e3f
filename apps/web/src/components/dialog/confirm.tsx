import { ConfirmDialog, type ConfirmQuestion } from './ConfirmDialog.tsx'
import { openDialog } from './dialogs.ts'

/**
 * Asks before something is deleted, voided, refunded, reset or done in bulk; answers whether it was confirmed.
 * With `run` the dialog stays open while that runs, shows its failure, and closes on success.
 */
export function confirm(question: ConfirmQuestion): Promise<boolean> {
  return new Promise((resolve) => {
    openDialog((close) => (
      <ConfirmDialog
        {...question}
        onAnswer={(answer) => {
          close()
          resolve(answer)
        }}
      />
    ))
  })
}
