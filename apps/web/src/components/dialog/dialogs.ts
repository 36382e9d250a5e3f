import type { ReactNode } from 'react'

export type OpenDialog = { id: number; render: (close: () => void) => ReactNode }

let open: readonly OpenDialog[] = []
let nextId = 1
const listeners = new Set<() => void>()

/**
 * Opens a dialog over the page from anywhere, actions included:
 * `openDialog((close) => <EditCustomer customer={customer} onClose={close} />)`.
 */
export function openDialog(render: OpenDialog['render']): void {
  replace([...open, { id: nextId++, render }])
}

/** Closes one dialog. */
export function closeDialog(id: number): void {
  replace(open.filter((dialog) => dialog.id !== id))
}

/** Closes all of them, as when the session ends. */
export function closeAllDialogs(): void {
  if (open.length > 0) replace([])
}

/** The open dialogs, oldest first. */
export function openDialogs(): readonly OpenDialog[] {
  return open
}

/** Calls back when dialogs open or close. */
export function subscribeToDialogs(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function replace(next: readonly OpenDialog[]): void {
  open = next
  for (const listener of listeners) listener()
}
