import { Combobox, InputBase, Loader, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { customerEndpoints } from '@omnicrm/contract'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../api/use-read.ts'

export type PickedCustomer = { customer_id: number; customer_name: string }

type Props = {
  /** read out; shown above the field too unless `isLabelHidden` */
  label: string
  isLabelHidden?: boolean
  value: PickedCustomer | undefined
  onChange: (customer: PickedCustomer | undefined) => void
  autoFocus?: boolean
  required?: boolean
  error?: string
}

const PAUSE_MS = 200

/** Type-ahead over the customers: by name, ID, e-mail or telephone number. Arrow keys and Enter choose. */
export function CustomerPicker({ label, isLabelHidden = false, value, onChange, autoFocus, required, error }: Props) {
  const { t } = useTranslation()
  const nameOf = ({ customer_name, customer_id }: PickedCustomer) =>
    t('common:named_with_id', { name: customer_name, id: customer_id })
  // undefined: nothing is typed, the chosen one shows
  const [typed, setTyped] = useState<string>()
  const [search] = useDebouncedValue(typed?.trim() ?? '', PAUSE_MS)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const found = useRead(
    customerEndpoints.list,
    { query: { search, per_page: 10, sort: 'customer_name', order: 'asc' } },
    { enabled: combobox.dropdownOpened && search !== '', keepPrevious: true },
  )
  const isCurrent = search === typed?.trim() && !found.isPlaceholderData
  const options = search === '' ? [] : (found.data?.data ?? [])
  const first = options[0]?.customer_id
  useEffect(() => {
    if (first !== undefined) combobox.selectFirstOption()
  }, [first, combobox.selectFirstOption])

  function handleSubmit(id: string) {
    const chosen = options.find(({ customer_id }) => String(customer_id) === id)
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
          placeholder={t('common:customer.placeholder')}
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
          {options.map((customer) => (
            <Combobox.Option key={customer.customer_id} value={String(customer.customer_id)}>
              {nameOf(customer)}
            </Combobox.Option>
          ))}
          {options.length === 0 && isCurrent && <Combobox.Empty>{t('common:customer.not_found')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
