import { Checkbox, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { now } from '../../../app/clock.ts'
import { useCan } from '../../../app/use-can.ts'
import { useFormats } from '../../../format/use-formats.ts'
import { beginning } from './installation.ts'
import type { Choices } from './order.ts'

type Props = {
  isRequired: boolean
  choices: Choices
  onChange: (part: Partial<Choices>) => void
  autoFocus?: boolean
}

/** When somebody comes, whether they get a ticket, and whether provisioning waits for that day. */
export function InstallationFields({ isRequired, choices, onChange, autoFocus }: Props) {
  const { t } = useTranslation()
  const { dateTime } = useFormats()
  const mayMakeTicket = useCan('create_customer_service')
  const begins = beginning(choices, now())
  return (
    <>
      <TextInput
        type="date"
        label={t('catalogue:field.installation_date')}
        value={choices.installationDate}
        onChange={(event) => onChange({ installationDate: event.currentTarget.value })}
        withAsterisk={isRequired}
        autoFocus={autoFocus}
      />
      {choices.installationDate !== '' && (
        <Checkbox
          label={t('catalogue:assign.begin_on_date')}
          description={
            begins
              ? t('catalogue:assign.begin_on_date_note', { when: dateTime(begins) })
              : t('catalogue:assign.begin_too_late')
          }
          checked={choices.beginsOnDate && begins !== undefined}
          disabled={begins === undefined}
          onChange={(event) => onChange({ beginsOnDate: event.currentTarget.checked })}
        />
      )}
      {mayMakeTicket && (
        <Checkbox
          label={t('catalogue:assign.make_ticket')}
          checked={choices.makesTicket}
          onChange={(event) => onChange({ makesTicket: event.currentTarget.checked })}
        />
      )}
    </>
  )
}
