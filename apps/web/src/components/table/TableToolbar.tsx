import { faFileCsv } from '@fortawesome/free-solid-svg-icons/faFileCsv'
import { faMagnifyingGlass } from '@fortawesome/free-solid-svg-icons/faMagnifyingGlass'
import { faTableColumns } from '@fortawesome/free-solid-svg-icons/faTableColumns'
import { ActionIcon, Button, Checkbox, Popover, Stack, TextInput, Tooltip } from '@mantine/core'
import { type FormEvent, useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkAction } from '../../actions/action.ts'
import { runAction, useActionTools, useAllowed } from '../../actions/use-actions.ts'
import { reasonOf } from '../../api/api-error.ts'
import { Icon } from '../Icon.tsx'
import { saveFile } from '../save-file.ts'
import { showFailure } from '../toasts.ts'
import classes from './DataTable.module.css'
import { storeHiddenColumns } from './hidden-columns.ts'
import { SortChoice } from './SortChoice.tsx'
import { TableFilters } from './TableFilters.tsx'
import type { TableState } from './table-state.ts'
import type { Column, Filter, SortPreset } from './types.ts'

const TYPING_PAUSE = 300

type Props<Row> = {
  id: string
  columns: readonly Column<Row>[]
  filters: readonly Filter<Row>[]
  filterMode?: 'instant' | 'apply'
  searchLabel?: string
  sortPresets?: readonly SortPreset[]
  bulkActions?: readonly BulkAction<Row>[]
  state: TableState
  onChange: (next: TableState) => void
  hidden: readonly string[]
  onHide: (hidden: readonly string[]) => void
  selectedRows: readonly Row[]
  onUntick: () => void
  csv?: { name: string; read: () => Promise<Blob> }
}

export function TableToolbar<Row>(props: Props<Row>) {
  const { searchLabel, state, onChange, filters, filterMode = 'instant', bulkActions = [], csv } = props
  return (
    <div className={classes.toolbar}>
      {searchLabel && (
        <SearchBox
          label={searchLabel}
          value={state.search}
          onChange={(search) => onChange({ ...state, search, page: 1 })}
        />
      )}
      {filters.length > 0 && (
        <TableFilters
          filters={filters}
          mode={filterMode}
          chosen={state.filters}
          onChange={(chosen) => onChange({ ...state, filters: chosen, page: 1 })}
        />
      )}
      {props.sortPresets && <SortChoice presets={props.sortPresets} state={state} onChange={onChange} />}
      <div className={classes.toolbarEnd}>
        {bulkActions.length > 0 && <BulkButtons {...props} bulkActions={bulkActions} />}
        {csv && <CsvButton {...csv} />}
        <ColumnChoice {...props} />
      </div>
    </div>
  )
}

type SearchProps = { label: string; value: string; onChange: (value: string) => void }

function SearchBox({ label, value, onChange }: SearchProps) {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  // Back, or "clear filters", changed it from outside
  if (value !== known) {
    setKnown(value)
    setText(value)
  }
  const submit = useEffectEvent((wanted: string) => {
    if (wanted === value) return
    setKnown(wanted)
    onChange(wanted)
  })
  useEffect(() => {
    const timer = setTimeout(() => submit(text), TYPING_PAUSE)
    return () => clearTimeout(timer)
  }, [text])

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    if (text === value) return
    setKnown(text)
    onChange(text)
  }

  return (
    <form onSubmit={handleSubmit} className={classes.search}>
      <TextInput
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        leftSection={<Icon icon={faMagnifyingGlass} size={12} />}
      />
    </form>
  )
}

function BulkButtons<Row>({ bulkActions = [], selectedRows, onUntick }: Props<Row>) {
  const { t } = useTranslation()
  const tools = useActionTools()
  const allowed = useAllowed()(bulkActions, selectedRows)

  async function run(action: BulkAction<Row>) {
    await runAction(action, selectedRows, tools)
    onUntick()
  }

  return (
    <>
      <span className={classes.counter} aria-live="polite">
        {t('common:table.selected', { count: selectedRows.length })}
      </span>
      {allowed.map((action) => (
        <Button
          key={action.id}
          variant="default"
          leftSection={<Icon icon={action.icon} size={12} />}
          disabled={selectedRows.length === 0}
          onClick={() => void run(action)}
        >
          {t(action.labelKey)}
        </Button>
      ))}
    </>
  )
}

function CsvButton({ name, read }: { name: string; read: () => Promise<Blob> }) {
  const { t } = useTranslation()
  const [isRunning, setIsRunning] = useState(false)

  async function handleClick() {
    setIsRunning(true)
    try {
      saveFile(await read(), `${name}.csv`)
    } catch (thrown) {
      showFailure(reasonOf(thrown, t))
    } finally {
      setIsRunning(false)
    }
  }

  return (
    <Tooltip label={t('common:table.export_csv')}>
      <ActionIcon
        variant="default"
        size={34}
        loading={isRunning}
        aria-label={t('common:table.export_csv')}
        onClick={() => void handleClick()}
      >
        <Icon icon={faFileCsv} />
      </ActionIcon>
    </Tooltip>
  )
}

function ColumnChoice<Row>({ id, columns, hidden, onHide }: Props<Row>) {
  const { t } = useTranslation()

  function toggle(column: string) {
    const next = hidden.includes(column) ? hidden.filter((other) => other !== column) : [...hidden, column]
    onHide(next)
    storeHiddenColumns(id, next)
  }

  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label={t('common:table.columns')}>
          <ActionIcon variant="default" size={34} aria-label={t('common:table.columns')}>
            <Icon icon={faTableColumns} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {columns
            .filter(({ canHide }) => canHide !== false)
            .map((column) => (
              <Checkbox
                key={column.id}
                label={t(column.labelKey)}
                checked={!hidden.includes(column.id)}
                onChange={() => toggle(column.id)}
              />
            ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
