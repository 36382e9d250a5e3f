import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TableState } from './table-state.ts'
import type { SortPreset } from './types.ts'

type Props = {
  presets: readonly SortPreset[]
  state: TableState
  onChange: (next: TableState) => void
}

/** The sortings of a list by name. */
export function SortChoice({ presets, state, onChange }: Props) {
  const { t } = useTranslation()
  const chosen = presets.findIndex(({ id, order }) => id === state.sort && order === state.order)
  return (
    <Select
      aria-label={t('common:table.sort')}
      placeholder={t('common:table.sort')}
      data={presets.map(({ labelKey }, at) => ({ value: String(at), label: t(labelKey) }))}
      value={chosen < 0 ? null : String(chosen)}
      onChange={(at) => {
        const preset = presets[Number(at)]
        if (preset) onChange({ ...state, sort: preset.id, order: preset.order, page: 1 })
      }}
      allowDeselect={false}
      w={190}
    />
  )
}
