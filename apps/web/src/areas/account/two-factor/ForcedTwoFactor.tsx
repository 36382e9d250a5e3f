import { faShieldHalved } from '@fortawesome/free-solid-svg-icons/faShieldHalved'
import { Button, Divider, Stack } from '@mantine/core'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reloadSession, signOut, useSession } from '../../../app/session.ts'
import { safeReturnPath, startPage } from '../../../app/start-page.ts'
import { Icon } from '../../../components/Icon.tsx'
import { SignInFrame } from '../../login/SignInFrame.tsx'
import { AddPasskey } from '../passkeys/AddPasskey.tsx'
import { hasPasskeys } from '../passkeys/browser-passkeys.ts'
import { TwoFactorSetup } from './TwoFactorSetup.tsx'

/** Held until a second factor is set up, an app or a passkey, where the operator asks for it (TFA-02). */
export default function ForcedTwoFactor() {
  const { t } = useTranslation()
  const router = useRouter()
  const { next } = useSearch({ strict: false }) as { next?: string }
  const session = useSession()
  const [way, setWay] = useState<'app' | 'passkey'>('app')
  if (!session) return null

  async function handleDone() {
    const reloaded = await reloadSession()
    if (reloaded) router.history.replace(safeReturnPath(next) ?? startPage(reloaded))
  }

  async function handleCancel() {
    await signOut()
    router.history.replace('/login')
  }

  const setUp = { onDone: () => void handleDone(), onCancel: () => void handleCancel() }
  return (
    <SignInFrame
      title={t('account:two_factor.title')}
      hint={t('account:two_factor.forced_hint')}
      icon={<Icon icon={faShieldHalved} size={18} />}
    >
      <Stack gap="md">
        {way === 'app' ? <TwoFactorSetup userId={session.user.id} {...setUp} /> : <AddPasskey {...setUp} />}
        {hasPasskeys() && (
          <>
            <Divider />
            <Button variant="subtle" fullWidth onClick={() => setWay(way === 'app' ? 'passkey' : 'app')}>
              {t(way === 'app' ? 'account:passkey.instead' : 'account:two_factor.app_instead')}
            </Button>
          </>
        )}
      </Stack>
    </SignInFrame>
  )
}
