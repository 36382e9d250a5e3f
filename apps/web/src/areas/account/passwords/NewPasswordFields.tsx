import { faCircle } from '@fortawesome/free-regular-svg-icons/faCircle'
import { faCircleCheck } from '@fortawesome/free-solid-svg-icons/faCircleCheck'
import { PasswordInput, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { uiConfig } from '../../../app/ui-config.ts'
import { Icon } from '../../../components/Icon.tsx'
import classes from './NewPasswordFields.module.css'
import { checkPassword, isGoodPassword } from './password-rules.ts'

export type NewPassword = { password: string; again: string }

type Props = {
  value: NewPassword
  onChange: (value: NewPassword) => void
  /** after the first try: shows what is missing */
  isChecked: boolean
  /** what the server says of the password */
  refusal?: string
  size?: 'sm' | 'md'
  autoFocus?: boolean
}

/** A new password, typed twice, with the rules ticked off while typing. */
export function NewPasswordFields({ value, onChange, isChecked, refusal, size = 'md', autoFocus }: Props) {
  const { t } = useTranslation()
  const eye = { 'aria-label': t('login:toggle_password'), tabIndex: 0 }
  const isBad = isChecked && !isGoodPassword(value.password, uiConfig().password_policy)
  return (
    <>
      <PasswordInput
        label={t('account:password.new')}
        autoComplete="new-password"
        size={size}
        autoFocus={autoFocus}
        visibilityToggleButtonProps={eye}
        value={value.password}
        onChange={(event) => onChange({ ...value, password: event.currentTarget.value })}
        error={refusal ?? (isBad && t('account:password.rules_unmet'))}
      />
      <PasswordRules password={value.password} />
      <PasswordInput
        label={t('account:password.again')}
        autoComplete="new-password"
        size={size}
        visibilityToggleButtonProps={eye}
        value={value.again}
        onChange={(event) => onChange({ ...value, again: event.currentTarget.value })}
        error={isChecked && value.password !== value.again && t('account:password.differ')}
      />
    </>
  )
}

/** Whether the two entries may be sent. */
export function isAcceptable({ password, again }: NewPassword): boolean {
  return password === again && isGoodPassword(password, uiConfig().password_policy)
}

/** The rules of a password, each ticked once it is met. */
export function PasswordRules({ password }: { password: string }) {
  const { t } = useTranslation()
  return (
    <ul className={classes.rules} aria-label={t('account:password.rules')}>
      {checkPassword(password, uiConfig().password_policy).map(({ id, isMet }) => (
        <li key={id} data-met={isMet || undefined}>
          <Icon icon={isMet ? faCircleCheck : faCircle} size={12} />
          {t(`account:rule.${id}`)}
          {isMet && <VisuallyHidden>{t('account:password.rule_met')}</VisuallyHidden>}
        </li>
      ))}
    </ul>
  )
}
