import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { readState, type TableState, writeState } from './table-state.ts'

type Options = {
  /** sets several tables of one page apart: `tx.` */
  prefix: string
  defaults: { sort?: { id: string; order: 'asc' | 'desc' }; filters?: TableState['filters'] }
  /** address: Back and reload keep it; memory: for tables in dialogs */
  keepIn: 'address' | 'memory'
}

/** State of a table and how to change it. */
export function useTableState({ prefix, defaults, keepIn }: Options): [TableState, (next: TableState) => void] {
  const search = useSearch({ strict: false }) as Record<string, string>
  const navigate = useNavigate()
  const [inMemory, setInMemory] = useState(() => readState({}, '', defaults))
  if (keepIn === 'memory') return [inMemory, setInMemory]

  function change(next: TableState) {
    void navigate({
      to: '.',
      search: (current: Record<string, string>) => writeState(current, prefix, next, defaults),
      hash: true,
      replace: true,
      resetScroll: false,
    })
  }
  return [readState(search, prefix, defaults), change]
}
