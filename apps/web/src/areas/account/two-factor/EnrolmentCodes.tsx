import { Button, Group, Stack, Text } from '@mantine/core'
import type { Enrolment } from '@omnicrm/contract'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Failure } from '../Failure.tsx'
import { useSending } from '../use-sending.ts'
import { CodeInput } from './CodeInput.tsx'
import { EnrolmentSecret } from './EnrolmentSecret.tsx'

type Props = {
  enrolment: Enrolment
  /** sends the first code; throws ApiError for a wrong one */
  onCode: (code: string) => Promise<void>
  onCancel: () => void
}

/** Second step: the QR code for the app, the backup codes, and a first code that proves that the app has the secret. */
export function EnrolmentCodes({ enrolment, onCode, onCancel }: Props) {
  const { t } = useTranslation()
  const { isSending, refusal, send } = useSending()
  const [code, setCode] = useState('')
  const [attempt, setAttempt] = useState(0)

  function confirmCode(entered: string) {
    if (entered.length !== 6) return
    void send(async () => {
      try {
        await onCode(entered)
      } catch (thrown) {
        setCode('')
        setAttempt((count) => count + 1)
        throw thrown
      }
    })
  }

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    confirmCode(code)
  }

  return (
    <form onSubmit={handleSubmit} noValidate>
      <Stack gap="md">
        <EnrolmentSecret enrolment={enrolment} />
        <Failure reason={refusal?.reason} />
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t('account:two_factor.first_code')}
          </Text>
          <CodeInput
            key={attempt}
            label={t('account:two_factor.first_code')}
            value={code}
            onChange={setCode}
            onComplete={confirmCode}
            isDisabled={isSending}
            autoFocus={attempt > 0}
          />
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} disabled={isSending}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={isSending} disabled={code.length !== 6}>
            {t('account:two_factor.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
