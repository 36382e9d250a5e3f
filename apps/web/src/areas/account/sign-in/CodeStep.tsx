import { faShieldHalved } from '@fortawesome/free-solid-svg-icons/faShieldHalved'
import { Button, Stack, Tabs, Text, TextInput } from '@mantine/core'
import type { SecondFactorAsked } from '@omnicrm/contract'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError, reasonOf } from '../../../api/api-error.ts'
import { type Session, signInWithCode } from '../../../app/session.ts'
import { Icon } from '../../../components/Icon.tsx'
import { SignInFrame } from '../../login/SignInFrame.tsx'
import { Failure } from '../Failure.tsx'
import { CodeInput } from '../two-factor/CodeInput.tsx'
import { endsChallenge } from './challenge-end.ts'

type Props = {
  asked: SecondFactorAsked
  onDone: (session: Session) => void
  /** back to the password, with the reason when it was not the user's own wish */
  onCancel: (reason?: string) => void
}

/** S02: the code of the authenticator, or one of the recovery codes. */
export default function CodeStep({ asked, onDone, onCancel }: Props) {
  const { t } = useTranslation()
  const [tab, setTab] = useState<string | null>('authenticator')
  const [code, setCode] = useState('')
  const [attempt, setAttempt] = useState(0)
  const [isRunning, setIsRunning] = useState(false)
  const [failure, setFailure] = useState<string>()

  async function verify(entered: string) {
    if (isRunning || !entered.trim()) return
    setIsRunning(true)
    setFailure(undefined)
    try {
      onDone(await signInWithCode(asked, entered.trim()))
    } catch (thrown) {
      if (isApiError(thrown) && endsChallenge(thrown)) return onCancel(reasonOf(thrown, t))
      setFailure(reasonOf(thrown, t))
      setCode('')
      setAttempt((count) => count + 1)
      setIsRunning(false)
    }
  }

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    void verify(code)
  }

  function handleTab(next: string | null) {
    setTab(next)
    setCode('')
    setFailure(undefined)
  }

  const verifyButton = (
    <Button type="submit" size="md" loading={isRunning} fullWidth>
      {t('account:challenge.verify')}
    </Button>
  )
  return (
    <SignInFrame
      title={t('account:challenge.title')}
      hint={t('account:challenge.hint')}
      icon={<Icon icon={faShieldHalved} size={18} />}
    >
      <form onSubmit={handleSubmit} noValidate>
        <Stack gap="md">
          <Failure reason={failure} />
          <Tabs value={tab} onChange={handleTab} keepMounted={false}>
            <Tabs.List grow mb="md">
              <Tabs.Tab value="authenticator">{t('account:challenge.authenticator')}</Tabs.Tab>
              <Tabs.Tab value="recovery">{t('account:challenge.recovery')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="authenticator">
              <Stack gap="md">
                <Text size="sm">{t('account:challenge.authenticator_hint')}</Text>
                <CodeInput
                  key={attempt}
                  label={t('account:challenge.code')}
                  value={code}
                  onChange={setCode}
                  onComplete={(entered) => void verify(entered)}
                  isDisabled={isRunning}
                  autoFocus
                />
                {verifyButton}
              </Stack>
            </Tabs.Panel>
            <Tabs.Panel value="recovery">
              <Stack gap="md">
                <TextInput
                  label={t('account:challenge.recovery')}
                  description={t('account:challenge.recovery_hint')}
                  size="md"
                  autoComplete="off"
                  autoFocus
                  value={code}
                  onChange={(event) => setCode(event.currentTarget.value)}
                />
                {verifyButton}
              </Stack>
            </Tabs.Panel>
          </Tabs>
          <Button variant="subtle" fullWidth onClick={() => onCancel()} disabled={isRunning}>
            {t('common:cancel')}
          </Button>
        </Stack>
      </form>
    </SignInFrame>
  )
}
