import { Combobox, InputBase, Loader, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'

/** What was found; the reads of one and the same endpoint. */
export type Matches<Row> = { data: readonly Row[] | undefined; isFetching: boolean; isPlaceholderData: boolean }

export type PickerProps<Row> = {
  /** read out; shown above the field too unless `isLabelHidden` */
  label: string
  isLabelHidden?: boolean
  value: Row | undefined
  onChange: (row: Row | undefined) => void
  autoFocus?: boolean
  required?: boolean
  error?: string
}

type Props<Row> = PickerProps<Row> & {
  placeholder: string
  notFound: string
  /** a hook that reads what matches, once there is something to search for */
  useMatches: (search: string, options: { enabled: boolean }) => Matches<Row>
  keyOf: (row: Row) => string | number
  nameOf: (row: Row) => string
}

const PAUSE_MS = 200

/** Type-ahead over the rows of a server list. Arrow keys and Enter choose. */
export function SearchPicker<Row>(props: Props<Row>) {
  const { label, isLabelHidden = false, value, onChange, autoFocus, required, error } = props
  const { placeholder, notFound, useMatches, keyOf, nameOf } = props
  // undefined: nothing is typed, the chosen one shows
  const [typed, setTyped] = useState<string>()
  const [search] = useDebouncedValue(typed?.trim() ?? '', PAUSE_MS)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const found = useMatches(search, { enabled: combobox.dropdownOpened && search !== '' })
  const isCurrent = search === typed?.trim() && !found.isPlaceholderData
  const options = search === '' ? [] : (found.data ?? [])
  const first = options[0] && keyOf(options[0])
  useEffect(() => {
    if (first !== undefined) combobox.selectFirstOption()
  }, [first, combobox.selectFirstOption])

  function handleSubmit(key: string) {
    const chosen = options.find((row) => String(keyOf(row)) === key)
    if (!chosen) return
    onChange(chosen)
    setTyped(undefined)
    combobox.closeDropdown()
  }

  function handleType(text: string) {
    setTyped(text)
    if (value) onChange(undefined)
    combobox.openDropdown()
  }

  return (
    <Combobox store={combobox} onOptionSubmit={handleSubmit}>
      <Combobox.Target>
        <InputBase
          label={isLabelHidden ? undefined : label}
          aria-label={isLabelHidden ? label : undefined}
          placeholder={placeholder}
          value={typed ?? (value ? nameOf(value) : '')}
          onChange={(event) => handleType(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            combobox.closeDropdown()
            if (value) setTyped(undefined)
          }}
          rightSection={typed && (!isCurrent || found.isFetching) ? <Loader size={14} /> : null}
          autoFocus={autoFocus}
          // a dialog gives the focus to what is marked so
          data-autofocus={autoFocus || undefined}
          withAsterisk={required}
          error={error}
          autoComplete="off"
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={search === '' || !found.data}>
        <Combobox.Options>
          {options.map((row) => (
            <Combobox.Option key={keyOf(row)} value={String(keyOf(row))}>
              {nameOf(row)}
            </Combobox.Option>
          ))}
          {options.length === 0 && isCurrent && <Combobox.Empty>{notFound}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
