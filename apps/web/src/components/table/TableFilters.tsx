import { Button, Group, MultiSelect, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './DataTable.module.css'
import type { TableState } from './table-state.ts'
import type { ChoiceFilter, Filter } from './types.ts'

type Chosen = TableState['filters']
type Props<Row> = {
  filters: readonly Filter<Row>[]
  mode: 'instant' | 'apply'
  chosen: Chosen
  onChange: (chosen: Chosen) => void
}

/** Filters of a list; in `apply` mode they act on "Apply Filters" and clear on "Reset Filters". */
export function TableFilters<Row>({ filters, mode, chosen, onChange }: Props<Row>) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(chosen)
  const [known, setKnown] = useState(chosen)
  if (JSON.stringify(known) !== JSON.stringify(chosen)) {
    setKnown(chosen)
    setDraft(chosen)
  }
  const shown = mode === 'apply' ? draft : chosen

  function handleChange(id: string, values: readonly string[]) {
    const next = { ...shown, [id]: values }
    if (mode === 'apply') setDraft(next)
    else onChange(next)
  }

  return (
    <Group gap="xs" className={classes.filters}>
      {filters.map((filter) => {
        const values = shown[filter.id] ?? []
        const change = (next: readonly string[]) => handleChange(filter.id, next)
        if (filter.kind === 'dates') {
          return <DateRange key={filter.id} label={t(filter.labelKey)} values={values} onChange={change} />
        }
        if (filter.kind === 'lookup') {
          return (
            <filter.Field
              key={filter.id}
              label={t(filter.labelKey)}
              value={Number(values[0]) || undefined}
              onChange={(id) => change(id === undefined ? [] : [String(id)])}
            />
          )
        }
        return <Choice key={filter.id} filter={filter} values={values} onChange={change} />
      })}
      {mode === 'apply' && (
        <>
          <Button variant="light" onClick={() => onChange(draft)}>
            {t('common:table.apply_filters')}
          </Button>
          <Button variant="default" onClick={() => onChange(Object.fromEntries(filters.map(({ id }) => [id, []])))}>
            {t('common:table.reset_filters')}
          </Button>
        </>
      )}
    </Group>
  )
}

type ChoiceProps<Row> = {
  filter: ChoiceFilter<Row>
  values: readonly string[]
  onChange: (values: readonly string[]) => void
}

function Choice<Row>({ filter, values, onChange }: ChoiceProps<Row>) {
  const { t } = useTranslation()
  const label = t(filter.labelKey)
  const data = filter.options.map((option) => ({
    value: String(option.value),
    label: option.label ?? t(option.labelKey),
  }))
  if (filter.kind === 'tabs') {
    return (
      <SegmentedControl
        className={classes.tabs}
        aria-label={label}
        data={[{ value: '', label: filter.allLabelKey ? t(filter.allLabelKey) : label }, ...data]}
        value={values[0] ?? ''}
        onChange={(value) => onChange(value === '' ? [] : [value])}
      />
    )
  }
  if (filter.kind === 'select') {
    return (
      <Select
        aria-label={label}
        placeholder={label}
        data={data}
        value={values[0] ?? null}
        onChange={(value) => onChange(value === null ? [] : [value])}
        clearable
        w={160}
      />
    )
  }
  return (
    <MultiSelect
      aria-label={label}
      placeholder={values.length === 0 ? label : undefined}
      data={data}
      value={[...values]}
      onChange={onChange}
      clearable
      miw={160}
      maw={320}
    />
  )
}

type RangeProps = { label: string; values: readonly string[]; onChange: (values: readonly string[]) => void }

function DateRange({ label, values: [from = '', to = ''], onChange }: RangeProps) {
  const { t } = useTranslation()
  const handle = (next: [string, string]) => onChange(next[0] || next[1] ? next : [])
  return (
    <Group gap={4} role="group" aria-label={label}>
      <span className={classes.filterLabel}>{label}</span>
      <TextInput
        type="date"
        aria-label={t('common:table.from', { label })}
        value={from}
        max={to || undefined}
        onChange={(event) => handle([event.currentTarget.value, to])}
      />
      <TextInput
        type="date"
        aria-label={t('common:table.to', { label })}
        value={to}
        min={from || undefined}
        onChange={(event) => handle([from, event.currentTarget.value])}
      />
    </Group>
  )
}
