import { type Enrolment, twoFactorEndpoints } from '@omnicrm/contract'
import { lazy } from 'react'
import type { ActionTools } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { openDialog } from '../../../components/dialog/dialogs.ts'

const TwoFactorDialog = lazy(() => import('./TwoFactorDialog.tsx'))
const MoveDeviceDialog = lazy(() => import('./MoveDeviceDialog.tsx'))
const BackupCodesDialog = lazy(() => import('./BackupCodesDialog.tsx'))

/** Opens the set-up; `begun` skips the password, for an administrator who sets it up for someone else. */
export function openTwoFactorSetup(userId: number, begun?: Enrolment): void {
  openDialog((close) => <TwoFactorDialog userId={userId} begun={begun} onClose={close} />)
}

/** Opens the move of the authenticator app to a new device, with a backup code. */
export function openMoveDevice(userId: number): void {
  openDialog((close) => <MoveDeviceDialog userId={userId} onClose={close} />)
}

/** Asks, makes ten new backup codes and shows them once. */
export async function regenerateBackupCodes(
  { id, name }: { id: number; name: string },
  t: ActionTools['t'],
): Promise<void> {
  await confirm({
    title: t('account:two_factor.regenerate'),
    message: t('account:two_factor.regenerate_question'),
    affected: [name],
    canUndo: false,
    confirmLabel: t('account:two_factor.regenerate'),
    run: async () => {
      const { backup_codes } = await call(twoFactorEndpoints.regenerate, { params: { user_id: id } })
      openDialog((close) => <BackupCodesDialog codes={backup_codes} onClose={close} />)
    },
  })
}
