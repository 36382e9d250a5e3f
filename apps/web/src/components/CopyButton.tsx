import { faCheck } from '@fortawesome/free-solid-svg-icons/faCheck'
import { faCopy } from '@fortawesome/free-solid-svg-icons/faCopy'
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from './copy-text.ts'
import { Icon } from './Icon.tsx'
import { showFailure } from './toasts.ts'

type Props = {
  value: string
  /** a button with this word; only an icon when left out */
  label?: string
}

export function CopyButton({ value, label }: Props) {
  const { t } = useTranslation()
  const [isCopied, setIsCopied] = useState(false)

  async function handleClick() {
    if (!(await copyText(value))) return showFailure(t('common:copy_failed'))
    setIsCopied(true)
    setTimeout(() => setIsCopied(false), 2000)
  }

  const icon = <Icon icon={isCopied ? faCheck : faCopy} size={12} />
  const text = isCopied ? t('common:copied') : (label ?? t('common:copy'))
  if (label) {
    return (
      <Button variant="default" leftSection={icon} onClick={() => void handleClick()}>
        {text}
      </Button>
    )
  }
  return (
    <Tooltip label={text}>
      <ActionIcon size="sm" aria-label={text} onClick={() => void handleClick()}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}
