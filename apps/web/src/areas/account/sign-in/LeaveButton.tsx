import { Button } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { signOut } from '../../../app/session.ts'

/** The way out for who is held at a duty: signs out. */
export function LeaveButton() {
  const { t } = useTranslation()
  const router = useRouter()

  async function handleClick() {
    await signOut()
    router.history.replace('/login')
  }

  return (
    <Button variant="subtle" fullWidth onClick={() => void handleClick()}>
      {t('account:leave')}
    </Button>
  )
}
