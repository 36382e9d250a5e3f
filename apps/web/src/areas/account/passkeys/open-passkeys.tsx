import type { Passkey } from '@omnicrm/contract'
import { lazy } from 'react'
import { openDialog } from '../../../components/dialog/dialogs.ts'

const AddPasskeyDialog = lazy(() => import('./AddPasskeyDialog.tsx'))
const RenamePasskey = lazy(() => import('./RenamePasskey.tsx'))
const RemovePasskey = lazy(() => import('./RemovePasskey.tsx'))

export function openAddPasskey(): void {
  openDialog((close) => <AddPasskeyDialog onClose={close} />)
}

export function openRenamePasskey(passkey: Passkey): void {
  openDialog((close) => <RenamePasskey passkey={passkey} onClose={close} />)
}

export function openRemovePasskey(passkey: Passkey, isLast: boolean): void {
  openDialog((close) => <RemovePasskey passkey={passkey} isLast={isLast} onClose={close} />)
}
