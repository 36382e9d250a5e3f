import { Suspense, useSyncExternalStore } from 'react'
import { closeDialog, openDialogs, subscribeToDialogs } from './dialogs.ts'

/** Shows what `openDialog` and `confirm` opened; sits once in the shell. */
export function DialogHost() {
  const dialogs = useSyncExternalStore(subscribeToDialogs, openDialogs)
  return dialogs.map(({ id, render }) => (
    <Suspense key={id} fallback={null}>
      {render(() => closeDialog(id))}
    </Suspense>
  ))
}
