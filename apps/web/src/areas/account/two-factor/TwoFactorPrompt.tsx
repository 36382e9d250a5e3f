import { Button } from '@mantine/core'
import { authEndpoints } from '@omnicrm/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { currentSession, subscribe, useSession } from '../../../app/session.ts'
import { openTwoFactorSetup } from './open-two-factor.tsx'
import classes from './TwoFactorPrompt.module.css'

const PUT_OFF = 'omnicrm.2fa-later'

// "Later" holds for this sign-in: the next one asks again.
subscribe(() => {
  if (!currentSession()) sessionStorage.removeItem(PUT_OFF)
})

/** Asks staff without a second factor, at every sign-in, to set one up; customers are not asked (TFA-22, TFA-23). */
export function TwoFactorPrompt() {
  const { t } = useTranslation()
  const session = useSession()
  const [isPutOff, setIsPutOff] = useState(() => sessionStorage.getItem(PUT_OFF) !== null)
  const isAsked = session !== undefined && session.user.customer_id === null && !session.impersonatedBy && !isPutOff
  const me = useRead(authEndpoints.me, {}, { enabled: isAsked })
  if (!isAsked || me.data?.user.is_2fa_enabled !== false) return null
  const { id } = session.user

  function handleLater() {
    sessionStorage.setItem(PUT_OFF, 'yes')
    setIsPutOff(true)
  }

  return (
    <section className={classes.prompt} aria-label={t('account:two_factor.prompt_title')}>
      <p>
        <strong>{t('account:two_factor.prompt_title')}</strong> {t('account:two_factor.prompt')}
      </p>
      <div className={classes.buttons}>
        <Button variant="default" size="xs" onClick={handleLater}>
          {t('account:two_factor.later')}
        </Button>
        <Button size="xs" onClick={() => openTwoFactorSetup(id)}>
          {t('account:two_factor.set_up')}
        </Button>
      </div>
    </section>
  )
}
