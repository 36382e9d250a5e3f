import type { ActionTools } from '../../../actions/action.ts'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { SecretDialog } from '../SecretDialog.tsx'

/** Shows a whole key, which nothing else ever does again. */
export function showNewKey(key: string, t: ActionTools['t']): void {
  openDialog((close) => (
    <SecretDialog
      title={t('administration:key.made')}
      warning={t('administration:key.copy_now')}
      label={t('administration:key.key')}
      secret={key}
      copyLabel={t('administration:key.copy')}
      onClose={close}
    />
  ))
}
