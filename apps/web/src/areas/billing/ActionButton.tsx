import { Button, type ButtonProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Action } from '../../actions/action.ts'
import { runAction, useActionTools, useAllowed } from '../../actions/use-actions.ts'
import { Icon } from '../../components/Icon.tsx'

type Props<S> = { action: Action<S>; subject: S; variant?: ButtonProps['variant'] }

/** An action as a button of its own; absent where it may not be taken. */
export function ActionButton<S>({ action, subject, variant }: Props<S>) {
  const { t } = useTranslation()
  const tools = useActionTools()
  if (useAllowed()([action], subject).length === 0) return null
  return (
    <Button
      variant={variant}
      leftSection={<Icon icon={action.icon} />}
      onClick={() => void runAction(action, subject, tools)}
    >
      {t(action.labelKey)}
    </Button>
  )
}
