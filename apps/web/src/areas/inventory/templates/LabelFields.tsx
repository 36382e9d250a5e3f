import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { faXmark } from '@fortawesome/free-solid-svg-icons/faXmark'
import { ActionIcon, Button, Fieldset, Group, SimpleGrid, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../components/Icon.tsx'
import { MOST_LABELS } from '../labels.ts'
import { FIRST_LABELS, withOneMore } from './template-form.ts'

type Props = {
  labels: readonly string[]
  onChange: (labels: string[]) => void
  /** the properties of the input of a field */
  field: (name: string) => object
}

/** Names of the texts of an item: two at least, twenty at most. Only the last can be taken away, since data keeps its place. */
export function LabelFields({ labels, onChange, field }: Props) {
  const { t } = useTranslation()
  const isFull = labels.length >= MOST_LABELS
  const last = labels.length - 1
  const remove = (
    <ActionIcon
      size="sm"
      aria-label={t('inventory:template.remove_field', { number: labels.length })}
      onClick={() => onChange(labels.slice(0, -1))}
    >
      <Icon icon={faXmark} size={12} />
    </ActionIcon>
  )
  return (
    <Fieldset legend={t('inventory:template.labels')}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {labels.map((_, at) => (
          <TextInput
            // biome-ignore lint/suspicious/noArrayIndexKey: a label is its place
            key={at}
            label={t('inventory:template.label', { number: at + 1 })}
            required={at < FIRST_LABELS.length}
            rightSection={at === last && at >= FIRST_LABELS.length ? remove : undefined}
            {...field(`labels.${at}`)}
          />
        ))}
      </SimpleGrid>
      <Group mt="sm" gap="sm">
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon icon={faPlus} size={11} />}
          disabled={isFull}
          onClick={() => onChange(withOneMore(labels))}
        >
          {t('inventory:template.add_field')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('inventory:template.fields_used', { count: labels.length, most: MOST_LABELS })}
        </Text>
      </Group>
    </Fieldset>
  )
}
