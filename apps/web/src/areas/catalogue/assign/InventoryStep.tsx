import { Alert, Group, Select, Skeleton, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { type FreeItem, type FreeItems, itemLabel } from './use-free-items.ts'

type Props = {
  free: readonly FreeItems[]
  chosen: Readonly<Record<string, number>>
  onChange: (chosen: Readonly<Record<string, number>>) => void
}

/** One drop-down a type, with what is free; thousands of items are searched, not scrolled. */
export function InventoryStep({ free, chosen, onChange }: Props) {
  function handleChange(type: string, id: string | null) {
    const { [type]: _previous, ...others } = chosen
    onChange(id === null ? others : { ...others, [type]: Number(id) })
  }
  return free.map((one, at) => (
    <TypePicker
      key={one.type}
      free={one}
      value={chosen[one.type]}
      autoFocus={at === 0}
      onChange={(id) => handleChange(one.type, id)}
    />
  ))
}

type PickerProps = {
  free: FreeItems
  value: number | undefined
  autoFocus: boolean
  onChange: (id: string | null) => void
}

function TypePicker({ free: { type, items, error, retry }, value, autoFocus, onChange }: PickerProps) {
  const { t } = useTranslation()
  if (error) return <LoadFailure error={error} onRetry={retry} />
  if (!items) return <Skeleton h={56} />
  if (items.length === 0) {
    return (
      <Alert color="orange" title={type}>
        {t('catalogue:assign.no_inventory')}
      </Alert>
    )
  }
  const byId = new Map(items.map((item) => [String(item.inventory_id), item]))
  const label = (item: FreeItem) => itemLabel(item)
  return (
    <Select
      label={type}
      placeholder={t('catalogue:assign.choose_item')}
      data={items.map((item) => ({ value: String(item.inventory_id), label: label(item) }))}
      value={value !== undefined && byId.has(String(value)) ? String(value) : null}
      onChange={onChange}
      renderOption={({ option }) => (
        <Group justify="space-between" wrap="nowrap" flex={1}>
          <span>{option.label}</span>
          <Text span size="xs" c="dimmed" className="numeric">
            {t('catalogue:assign.item_note', { id: option.value, state: byId.get(option.value)?.item_state })}
          </Text>
        </Group>
      )}
      searchable
      selectFirstOptionOnChange
      limit={50}
      nothingFoundMessage={t('catalogue:assign.no_such_item')}
      withAsterisk
      autoFocus={autoFocus}
    />
  )
}
