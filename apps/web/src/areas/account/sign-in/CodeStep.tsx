import { faShieldHalved } from '@fortawesome/free-solid-svg-icons/faShieldHalved'
import { Alert, Button, Stack, Tabs, Text } from '@mantine/core'
import { type Enrolment, passkeyEndpoints, type SecondFactorAsked, twoFactorEndpoints } from '@omnicrm/contract'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError, reasonOf } from '../../../api/api-error.ts'
import { call } from '../../../api/call.ts'
import { type Session, signInWithCode, signInWithPasskey } from '../../../app/session.ts'
import { Icon } from '../../../components/Icon.tsx'
import { SignInFrame } from '../../login/SignInFrame.tsx'
import { Failure } from '../Failure.tsx'
import { askForPasskey } from '../passkeys/browser-passkeys.ts'
import { CodeInput } from '../two-factor/CodeInput.tsx'
import { EnrolmentCodes } from '../two-factor/EnrolmentCodes.tsx'
import { endsChallenge } from './challenge-end.ts'
import { PasskeyTab } from './PasskeyTab.tsx'
import { RecoveryTab } from './RecoveryTab.tsx'

type Props = {
  asked: SecondFactorAsked
  onDone: (session: Session) => void
  /** back to the password, with the reason when it was not the user's own wish */
  onCancel: (reason?: string) => void
}

/** S02: a passkey, the code of the authenticator, or one of the recovery codes. */
export default function CodeStep({ asked, onDone, onCancel }: Props) {
  const { t } = useTranslation()
  const [tab, setTab] = useState<string | null>(asked.methods[0] ?? null)
  const [code, setCode] = useState('')
  const [attempt, setAttempt] = useState(0)
  const [isRunning, setIsRunning] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [moved, setMoved] = useState<Enrolment>()
  const { user_id, challenge_token } = asked

  /** One try at a time; a refusal stays on the page, or leads back to the password when it ended the challenge. */
  async function attemptTo(show: () => Promise<void>) {
    if (isRunning) return
    setIsRunning(true)
    setFailure(undefined)
    try {
      await show()
    } catch (thrown) {
      if (isApiError(thrown) && endsChallenge(thrown)) return onCancel(reasonOf(thrown, t))
      setFailure(reasonOf(thrown, t))
      setCode('')
      setAttempt((count) => count + 1)
      setIsRunning(false)
    }
  }

  async function verify(entered: string) {
    if (!entered.trim()) return
    await attemptTo(async () => onDone(await signInWithCode(asked, entered.trim())))
  }

  async function handlePasskey() {
    await attemptTo(async () => {
      const question = await call(passkeyEndpoints.ask, { params: { user_id }, body: { challenge_token } })
      onDone(await signInWithPasskey(asked, await askForPasskey(question, t)))
    })
  }

  async function handleMove() {
    await attemptTo(async () => {
      const body = { backup_code: code, challenge_token }
      setMoved(await call(twoFactorEndpoints.resetForNewDevice, { params: { user_id }, body }))
    })
  }

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    if (tab !== 'passkey') void verify(code)
  }

  function handleTab(next: string | null) {
    setTab(next)
    setCode('')
    setFailure(undefined)
  }

  const icon = <Icon icon={faShieldHalved} size={18} />
  if (moved) {
    return (
      <SignInFrame title={t('account:new_device.title')} icon={icon}>
        <Stack gap="md">
          <Alert color="yellow" role="status">
            {t('account:new_device.moved')}
          </Alert>
          <EnrolmentCodes
            enrolment={moved}
            onCode={async (entered) => onDone(await signInWithCode(asked, entered))}
            onCancel={() => onCancel()}
          />
        </Stack>
      </SignInFrame>
    )
  }
  return (
    <SignInFrame title={t('account:challenge.title')} hint={t('account:challenge.hint')} icon={icon}>
      <form onSubmit={handleSubmit} noValidate>
        <Stack gap="md">
          <Failure reason={failure} />
          <Tabs value={tab} onChange={handleTab} keepMounted={false}>
            <Tabs.List grow mb="md">
              {asked.methods.map((method) => (
                <Tabs.Tab key={method} value={method}>
                  {t(`account:challenge.method.${method}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="passkey">
              <PasskeyTab isRunning={isRunning} onUse={() => void handlePasskey()} />
            </Tabs.Panel>
            <Tabs.Panel value="totp">
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
                <Button type="submit" size="md" loading={isRunning} fullWidth>
                  {t('account:challenge.verify')}
                </Button>
              </Stack>
            </Tabs.Panel>
            <Tabs.Panel value="backup_code">
              <RecoveryTab code={code} onChange={setCode} isRunning={isRunning} onMove={() => void handleMove()} />
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
