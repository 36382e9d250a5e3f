import { Stack } from '@mantine/core'
import type { SecondFactorAsked } from '@omnicrm/contract'
import { useParams, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../../../api/api-error.ts'
import { Loading } from '../../../app/Loading.tsx'
import { finishProviderSignIn, readProviderReturn } from '../../../app/provider-sign-in.ts'
import type { Session } from '../../../app/session.ts'
import { safeReturnPath, startPage } from '../../../app/start-page.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { SignInFrame } from '../../login/SignInFrame.tsx'
import { Failure } from '../Failure.tsx'
import CodeStep from './CodeStep.tsx'

type Finish = ReturnType<typeof finishProviderSignIn>

// An answer is good once, however often React shows the page.
let finishing: { search: string; finish: Finish } | undefined

function finishOnce(provider: string, search: string): Finish | undefined {
  if (finishing?.search === search) return finishing.finish
  const answer = readProviderReturn(search)
  if (!answer) return undefined
  const finish = finishProviderSignIn(provider, answer)
  finishing = { search, finish }
  return finish
}

/** Where a provider sends the browser back to: ends the sign-in, asks for the second factor, or says why not. */
export default function ProviderSignIn() {
  const { t } = useTranslation()
  const router = useRouter()
  const { provider = '' } = useParams({ strict: false }) as { provider?: string }
  const [search] = useState(window.location.search)
  const [asked, setAsked] = useState<SecondFactorAsked>()
  const [next, setNext] = useState<string | null>(null)
  const [failure, setFailure] = useState<string>()

  useEffect(() => {
    const enter = (session: Session, wanted: string | null) =>
      router.history.replace(safeReturnPath(wanted ?? undefined) ?? startPage(session))
    const finish = finishOnce(provider, search)
    // The code is spent: it has no place in the address and the history any more.
    window.history.replaceState(window.history.state, '', window.location.pathname)
    if (!finish) return setFailure(t('account:provider.nothing'))
    finish.then(
      (outcome) => {
        if (!outcome.asked) return enter(outcome.session, outcome.next)
        setNext(outcome.next)
        setAsked(outcome.asked)
      },
      (thrown: unknown) => setFailure(reasonOf(thrown, t)),
    )
  }, [provider, search, router, t])

  function handleDone(session: Session) {
    router.history.replace(safeReturnPath(next ?? undefined) ?? startPage(session))
  }

  function handleCancel(reason?: string) {
    setAsked(undefined)
    if (reason) setFailure(reason)
    else router.history.replace('/login')
  }

  if (asked) return <CodeStep asked={asked} onDone={handleDone} onCancel={handleCancel} />
  if (!failure) return <Loading />
  return (
    <SignInFrame title={t('account:provider.title')}>
      <Stack gap="md">
        <Failure reason={failure} />
        <AppLink to="/login">{t('account:back_to_login')}</AppLink>
      </Stack>
    </SignInFrame>
  )
}
