import { faUserSecret } from '@fortawesome/free-solid-svg-icons/faUserSecret'
import { Button, Stack, Text } from '@mantine/core'
import { contactEndpoints } from '@omnicrm/contract'
import { useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { startImpersonation } from '../../../app/session.ts'
import { Icon } from '../../../components/Icon.tsx'
import { SignInFrame } from '../../login/SignInFrame.tsx'
import { Failure } from '../Failure.tsx'
import { useSending } from '../use-sending.ts'

/** First page of the tab in which staff act as a user. It takes a click, so that no link from elsewhere starts it (IMP-03). */
export default function LoginAs() {
  const { t } = useTranslation()
  const { userId } = useParams({ strict: false }) as { userId?: string }
  const { contact } = useSearch({ strict: false }) as { contact?: string }
  const who = useContactName(Number(contact), Number(userId))
  const { isSending, refusal, send } = useSending()

  function handleStart() {
    void send(async () => {
      await startImpersonation(Number(userId))
      location.replace('/')
    })
  }

  return (
    <SignInFrame
      title={t('account:impersonation.title')}
      hint={t('account:impersonation.hint')}
      icon={<Icon icon={faUserSecret} size={18} />}
    >
      <Stack gap="md">
        {who && (
          <Text fw={600} ta="center" style={{ overflowWrap: 'anywhere' }}>
            {who}
          </Text>
        )}
        <Failure reason={refusal?.reason} />
        <Button size="md" loading={isSending} onClick={handleStart} autoFocus>
          {t('account:impersonation.start')}
        </Button>
        <Button variant="subtle" onClick={() => window.close()} disabled={isSending}>
          {t('common:cancel')}
        </Button>
      </Stack>
    </SignInFrame>
  )
}

/** Name and address of the contact that signs in as this user; undefined until known, or where it may not be seen. */
function useContactName(contactId: number, userId: number): string | undefined {
  const [name, setName] = useState<string>()
  useEffect(() => {
    if (!contactId) return
    call(contactEndpoints.get, { params: { contact_id: contactId } }).then(
      (contact) => {
        // the address may have been tampered with: only what belongs to this user is named
        if (contact.user_id !== userId) return
        const whole = `${contact.contact_firstname} ${contact.contact_lastname}`
        setName(contact.contact_email ? `${whole} (${contact.contact_email})` : whole)
      },
      () => undefined,
    )
  }, [contactId, userId])
  return name
}
