import { faUserPlus } from '@fortawesome/free-solid-svg-icons/faUserPlus'
import { Alert, Button, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { authEndpoints, ZEmail } from '@omnicrm/contract'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { SignInFrame } from '../../login/SignInFrame.tsx'
import { Failure } from '../Failure.tsx'
import { isAcceptable, NewPasswordFields } from '../passwords/NewPasswordFields.tsx'
import { useSending } from '../use-sending.ts'

const EMPTY = { first_name: '', last_name: '', email: '', phone_number: '' }
const FIELDS = [...Object.keys(EMPTY), 'password']

/** A customer makes an account of their own. */
export default function SignUp() {
  const { t } = useTranslation()
  const { isSending, refusal, reasonFor, send } = useSending()
  const [entered, setEntered] = useState(EMPTY)
  const [chosen, setChosen] = useState({ password: '', again: '' })
  const [isChecked, setIsChecked] = useState(false)
  const [isDone, setIsDone] = useState(false)
  const isEmail = ZEmail.safeParse(entered.email).success

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    setIsChecked(true)
    if (!entered.first_name.trim() || !entered.last_name.trim() || !isEmail || !isAcceptable(chosen)) return
    void send(async () => {
      await call(authEndpoints.register, { body: { ...entered, password: chosen.password } })
      setIsDone(true)
    })
  }

  const input = (field: keyof typeof EMPTY) => ({
    size: 'md' as const,
    value: entered[field],
    onChange: (event: { currentTarget: { value: string } }) =>
      setEntered({ ...entered, [field]: event.currentTarget.value }),
  })
  const missing = (field: 'first_name' | 'last_name') =>
    reasonFor(field) ?? (isChecked && !entered[field].trim() && t('account:field_missing'))

  if (isDone) {
    return (
      <SignInFrame title={t('account:sign_up.title')} icon={<Icon icon={faUserPlus} size={18} />}>
        <Stack gap="md">
          <Alert color="green" role="status">
            {t('account:sign_up.done', { email: entered.email })}
          </Alert>
          <AppLink to="/verify-email">{t('account:verify.enter_code')}</AppLink>
          <AppLink to="/login">{t('account:go_to_login')}</AppLink>
        </Stack>
      </SignInFrame>
    )
  }
  return (
    <SignInFrame
      title={t('account:sign_up.title')}
      hint={t('account:sign_up.hint')}
      icon={<Icon icon={faUserPlus} size={18} />}
    >
      <form onSubmit={handleSubmit} noValidate>
        <Stack gap="md">
          <Failure reason={refusal && !FIELDS.includes(refusal.field ?? '') ? refusal.reason : undefined} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput
              label={t('account:field.first_name')}
              autoComplete="given-name"
              autoFocus
              error={missing('first_name')}
              {...input('first_name')}
            />
            <TextInput
              label={t('account:field.last_name')}
              autoComplete="family-name"
              error={missing('last_name')}
              {...input('last_name')}
            />
          </SimpleGrid>
          <TextInput
            label={t('login:email')}
            type="email"
            autoComplete="username"
            error={reasonFor('email') ?? (isChecked && !isEmail && t('account:email_malformed'))}
            {...input('email')}
          />
          <TextInput
            label={t('account:field.phone')}
            type="tel"
            autoComplete="tel"
            error={reasonFor('phone_number')}
            {...input('phone_number')}
          />
          <NewPasswordFields
            value={chosen}
            onChange={setChosen}
            isChecked={isChecked}
            refusal={reasonFor('password')}
          />
          <Button type="submit" size="md" loading={isSending} fullWidth>
            {t('account:sign_up.submit')}
          </Button>
          <AppLink to="/login">{t('account:back_to_login')}</AppLink>
        </Stack>
      </form>
    </SignInFrame>
  )
}
