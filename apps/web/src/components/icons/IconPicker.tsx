import { Code, Group, Select, type SelectProps } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../Icon.tsx'
import { bareIconName, iconClassOf } from './icon-name.ts'
import { NamedIcon } from './NamedIcon.tsx'
import { useIconSet } from './use-icon-set.ts'

type Props = {
  label: string
  /** FontAwesome class as stored; empty for none */
  value: string | null
  onChange: (iconClass: string | null) => void
  error?: SelectProps['error']
}

const SHOWN = 80

/** Finds an icon by keyword, with its picture and its class name. */
export function IconPicker({ label, value, onChange, error }: Props) {
  const { t } = useTranslation()
  const [isWanted, setIsWanted] = useState(false)
  const { data: set, isFetching } = useIconSet({ enabled: isWanted })
  const chosen = bareIconName(value)
  const names = set?.entries.map(({ name }) => name) ?? []
  const keywords = new Map(set?.entries.map((entry) => [entry.name, entry.keywords]))
  return (
    <Select
      label={label}
      placeholder={t('common:icon.search')}
      // one that the set does not know stays chosen
      data={chosen && !names.includes(chosen) ? [chosen, ...names] : names}
      value={chosen || null}
      onChange={(name) => onChange(name && iconClassOf(name))}
      onFocus={() => setIsWanted(true)}
      filter={({ options, search, limit }) => {
        const words = search
          .toLowerCase()
          .split(/[\s-]+/)
          .filter(Boolean)
        const matches = options.filter((option) => {
          const text = 'value' in option ? (keywords.get(String(option.value)) ?? String(option.value)) : ''
          return words.every((word) => text.includes(word))
        })
        return matches.slice(0, limit)
      }}
      limit={SHOWN}
      searchable
      clearable
      nothingFoundMessage={t(isFetching ? 'common:loading' : 'common:icon.none')}
      leftSection={<NamedIcon name={value} size={15} />}
      renderOption={({ option }) => (
        <Group gap="xs" wrap="nowrap">
          <PickedIcon name={option.value} set={set?.byName} />
          {option.value}
        </Group>
      )}
      description={value ? <Code>{value}</Code> : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error}
    />
  )
}

type IconMap = NonNullable<ReturnType<typeof useIconSet>['data']>['byName']

function PickedIcon({ name, set }: { name: string; set: IconMap | undefined }) {
  const icon = set?.get(name)
  return icon ? <Icon icon={icon} size={15} /> : null
}
