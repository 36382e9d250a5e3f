import { useTranslation } from 'react-i18next'
import termsClasses from '../TermsBox.module.css'
import { CustomFields } from './CustomFields.tsx'
import { InstallationFields } from './InstallationFields.tsx'
import type { Choices } from './order.ts'
import classes from './StepFrame.module.css'

type Props = { choices: Choices; onChange: (part: Partial<Choices>) => void }

/** Installation and own fields of an order that has no step of its own for them; folded away, since few need it. */
export function FurtherDetails({ choices, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <details className={termsClasses.box}>
      <summary>{t('catalogue:assign.further')}</summary>
      <div className={classes.folded}>
        <InstallationFields isRequired={false} choices={choices} onChange={onChange} />
        <CustomFields fields={choices.customFields} onChange={(customFields) => onChange({ customFields })} />
      </div>
    </details>
  )
}
