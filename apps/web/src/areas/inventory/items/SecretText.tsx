import { faEye } from '@fortawesome/free-solid-svg-icons/faEye'
import { faEyeSlash } from '@fortawesome/free-solid-svg-icons/faEyeSlash'
import { ActionIcon, Group } from '@mantine/core'
import { HIDDEN_SECRET } from '@omnicrm/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../../components/CopyButton.tsx'
import { Icon } from '../../../components/Icon.tsx'

/** Dots until it is asked for; for whoever may not read it, the dots stay. */
export function SecretText({ text }: { text: string }) {
  const { t } = useTranslation()
  const [isShown, setIsShown] = useState(false)
  if (text === HIDDEN_SECRET) return '••••••'
  return (
    <Group gap={4} wrap="nowrap">
      <bdi>{isShown ? text : '••••••'}</bdi>
      <ActionIcon
        size="sm"
        aria-pressed={isShown}
        aria-label={t('inventory:item.toggle_secret')}
        onClick={() => setIsShown(!isShown)}
      >
        <Icon icon={isShown ? faEyeSlash : faEye} size={12} />
      </ActionIcon>
      <CopyButton value={text} />
    </Group>
  )
}
