import { lazy } from 'react'
import { openDialog } from '../../../components/dialog/dialogs.ts'

const ChangePasswordForm = lazy(() => import('./ChangePasswordForm.tsx'))

/** Opens the dialog for a new own password over whatever page shows. */
export function openChangePassword(): void {
  openDialog((close) => <ChangePasswordForm onClose={close} />)
}
