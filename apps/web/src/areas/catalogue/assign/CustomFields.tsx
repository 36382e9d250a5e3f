import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { faXmark } from '@fortawesome/free-solid-svg-icons/faXmark'
import { ActionIcon, Autocomplete, Button, Group, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../components/Icon.tsx'
import type { Choices } from './order.ts'

type Field = Choices['customFields'][number]
type Props = { fields: readonly Field[]; onChange: (fields: readonly Field[]) => void }

/** Fields that only this operator knows, such as an account number or a cost centre: name and value, as many as wanted. */
export function CustomFields({ fields, onChange }: Props) {
  const { t } = useTranslation()
  const usual = [t('catalogue:assign.custom_account'), t('catalogue:assign.custom_cost_centre')]
  const change = (at: number, part: Partial<Field>) =>
    onChange(fields.map((field, index) => (index === at ? { ...field, ...part } : field)))
  return (
    <>
      {fields.map((field, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <Group key={at} gap="xs" wrap="nowrap" align="flex-end">
          <Autocomplete
            label={t('catalogue:assign.custom_name')}
            data={usual.filter((name) => !fields.some((other) => other !== field && other.name === name))}
            value={field.name}
            onChange={(name) => change(at, { name })}
            autoFocus={field.name === ''}
            flex={1}
          />
          <TextInput
            label={t('catalogue:assign.custom_value')}
            value={field.value}
            onChange={(event) => change(at, { value: event.currentTarget.value })}
            flex={1}
          />
          <ActionIcon
            size={34}
            aria-label={t('catalogue:assign.custom_remove')}
            onClick={() => onChange(fields.filter((_, index) => index !== at))}
          >
            <Icon icon={faXmark} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        leftSection={<Icon icon={faPlus} size={12} />}
        onClick={() => onChange([...fields, { name: '', value: '' }])}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('catalogue:assign.custom_add')}
      </Button>
    </>
  )
}
