import type { SecondFactorAsked } from '@omnicrm/contract'
import { useRouter, useSearch } from '@tanstack/react-router'
import i18next from 'i18next'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loading } from '../../app/Loading.tsx'
import type { Session, SignInOutcome } from '../../app/session.ts'
import { safeReturnPath, startPage } from '../../app/start-page.ts'
import { uiConfig } from '../../app/ui-config.ts'
import { PasswordStep } from './PasswordStep.tsx'
import { SignInFrame } from './SignInFrame.tsx'

// most sign in without a code: its page comes only for the others
const CodeStep = lazy(async () => {
  const [step] = await Promise.all([import('../account/sign-in/CodeStep.tsx'), i18next.loadNamespaces('account')])
  return step
})

/** S01 and S02. The question for the code lives here alone: leaving the page forgets it. */
export default function Login() {
  const { t } = useTranslation()
  const router = useRouter()
  const { next } = useSearch({ strict: false }) as { next?: string }
  const [asked, setAsked] = useState<SecondFactorAsked>()
  const [notice, setNotice] = useState<string>()

  function enter(session: Session) {
    router.history.replace(safeReturnPath(next) ?? startPage(session))
  }

  function handlePassword(outcome: SignInOutcome) {
    if (outcome.asked) setAsked(outcome.asked)
    else enter(outcome.session)
  }

  function handleCancel(reason?: string) {
    setNotice(reason)
    setAsked(undefined)
  }

  if (asked) {
    return (
      <Suspense fallback={<Loading />}>
        <CodeStep asked={asked} onDone={enter} onCancel={handleCancel} />
      </Suspense>
    )
  }
  return (
    <SignInFrame
      title={t('login:welcome', { portal: uiConfig().portal_name })}
      windowTitle={t('login:title')}
      hint={t('login:hint')}
    >
      <PasswordStep notice={notice} onDone={handlePassword} />
    </SignInFrame>
  )
}
