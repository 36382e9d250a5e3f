import { useEffect, useSyncExternalStore } from 'react'
import type { Action } from './action.ts'

/** An action bound to the subject of the open page. */
export type PageAction = Action<undefined>

let offered: readonly PageAction[] = []
const listeners = new Set<() => void>()

/** Offers the page's actions to the command palette and the keyboard while the page shows. PageHeader calls this. */
export function useOfferActions<S>(actions: readonly Action<S>[] | undefined, subject: S): void {
  useEffect(() => {
    if (!actions) return
    const bound = actions.map((action) => bind(action, subject))
    replace(bound)
    return () => replace([])
  }, [actions, subject])
}

/** The actions of the open page. */
export function usePageActions(): readonly PageAction[] {
  return useSyncExternalStore(subscribe, () => offered)
}

function bind<S>(action: Action<S>, subject: S): PageAction {
  return {
    ...action,
    visible: () => action.visible?.(subject) ?? true,
    run: (_, tools) => action.run(subject, tools),
  }
}

function replace(next: readonly PageAction[]): void {
  offered = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
