import { faShieldHalved } from '@fortawesome/free-solid-svg-icons/faShieldHalved'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { reloadSession, signOut, useSession } from '../../../app/session.ts'
import { safeReturnPath, startPage } from '../../../app/start-page.ts'
import { Icon } from '../../../components/Icon.tsx'
import { SignInFrame } from '../../login/SignInFrame.tsx'
import { TwoFactorSetup } from './TwoFactorSetup.tsx'

/** Held until the second factor is set up, where the operator asks for it (TFA-02). */
export default function ForcedTwoFactor() {
  const { t } = useTranslation()
  const router = useRouter()
  const { next } = useSearch({ strict: false }) as { next?: string }
  const session = useSession()
  if (!session) return null

  async function handleDone() {
    const reloaded = await reloadSession()
    if (reloaded) router.history.replace(safeReturnPath(next) ?? startPage(reloaded))
  }

  async function handleCancel() {
    await signOut()
    router.history.replace('/login')
  }

  return (
    <SignInFrame
      title={t('account:two_factor.title')}
      hint={t('account:two_factor.forced_hint')}
      icon={<Icon icon={faShieldHalved} size={18} />}
    >
      <TwoFactorSetup userId={session.user.id} onDone={() => void handleDone()} onCancel={() => void handleCancel()} />
    </SignInFrame>
  )
}
