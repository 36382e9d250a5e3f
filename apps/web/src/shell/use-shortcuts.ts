import { useEffect, useEffectEvent } from 'react'
import type { Action } from '../actions/action.ts'
import { usePageActions } from '../actions/page-actions.ts'
import { isShortcut, keysAreTaken } from '../actions/shortcut.ts'
import { runAction, useActionTools, useAllowed } from '../actions/use-actions.ts'
import { AREAS } from '../app/areas.ts'

const GLOBAL_ACTIONS = AREAS.flatMap(({ actions }) => actions)

/** Every action that can be taken now: those of the open page first, then those that need no subject. */
export function useAvailableActions(): readonly Action[] {
  const allowed = useAllowed()
  const ofPage = usePageActions()
  return allowed<undefined>([...ofPage, ...GLOBAL_ACTIONS], undefined)
}

type Options = { isOn: boolean; onPalette: () => void; onHelp: () => void }

/** Keyboard of the shell: Ctrl or Cmd K always, single keys while they are switched on and no field has the focus. */
export function useShortcuts({ isOn, onPalette, onHelp }: Options): void {
  const actions = useAvailableActions()
  const tools = useActionTools()
  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    if (isShortcut(event, 'mod+k')) {
      event.preventDefault()
      return onPalette()
    }
    if (!isOn || keysAreTaken(event.target)) return
    if (isShortcut(event, '?')) return onHelp()
    const action = actions.find(({ shortcut }) => shortcut && isShortcut(event, shortcut))
    if (!action) return
    event.preventDefault()
    void runAction(action, undefined, tools)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handleKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
