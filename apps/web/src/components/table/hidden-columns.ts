import type { Column } from './types.ts'

const nameOf = (tableId: string) => `omnicrm.columns.${tableId}`

/** Ids of the columns that are hidden: as chosen in this browser, else as the list declares. */
export function hiddenColumns<Row>(tableId: string, columns: readonly Column<Row>[]): readonly string[] {
  const declared = columns.filter(({ isHidden }) => isHidden).map(({ id }) => id)
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(nameOf(tableId)) ?? 'null')
    return Array.isArray(stored) ? stored.filter((id) => columns.some((column) => column.id === id)) : declared
  } catch {
    return declared
  }
}

/** Remembers the choice in this browser. */
export function storeHiddenColumns(tableId: string, hidden: readonly string[]): void {
  try {
    localStorage.setItem(nameOf(tableId), JSON.stringify(hidden))
  } catch {
    // without storage the choice lasts as long as the page
  }
}
