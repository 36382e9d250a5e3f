import { PinInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './two-factor.module.css'

type Props = {
  label: string
  value: string
  onChange: (code: string) => void
  /** called with the sixth digit */
  onComplete: (code: string) => void
  isDisabled?: boolean
  autoFocus?: boolean
}

/** Six boxes for the code of an authenticator; always left to right, as the app shows it. */
export function CodeInput({ label, value, onChange, onComplete, isDisabled, autoFocus }: Props) {
  const { t } = useTranslation()
  return (
    <fieldset className={classes.boxes} aria-label={label} dir="ltr">
      <PinInput
        length={6}
        type="number"
        size="md"
        oneTimeCode
        value={value}
        onChange={onChange}
        onComplete={onComplete}
        disabled={isDisabled}
        autoFocus={autoFocus}
        placeholder=""
        getInputProps={(box) => ({ 'aria-label': t('account:two_factor.digit', { number: box + 1 }) })}
      />
    </fieldset>
  )
}
