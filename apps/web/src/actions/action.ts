import type { IconDefinition } from '@fortawesome/fontawesome-svg-core'
import type { Needed } from '../app/may.ts'

export type ActionTools = {
  t: (key: string, values?: Record<string, unknown>) => string
  /** opens an address of this app, such as `/customers/4#5` */
  goTo: (address: string) => void
}

/**
 * One thing that staff can do, defined once: row menus, page menus, the command palette and the keyboard are made of it.
 * `Subject` is what it acts on; `undefined` for actions that need nothing, such as "Add customer".
 */
export type Action<Subject = undefined> = {
  /** `customer.delete`; unique in the app */
  id: string
  labelKey: string
  icon: IconDefinition
  /** any one of several; hidden without */
  permission?: Needed
  /** one key such as `b`, or with `mod+` for Ctrl or Cmd */
  shortcut?: string
  isDangerous?: boolean
  /** absent from menus where false */
  visible?: (subject: Subject) => boolean
  /** what it throws is shown as a red message */
  run: (subject: Subject, tools: ActionTools) => void | Promise<void>
}

/** What ticked rows of a table offer together. */
export type BulkAction<Row> = Omit<Action<readonly Row[]>, 'shortcut'>

/** Declares an action with its subject: `defineAction<Customer>({ ... })`. */
export function defineAction<Subject = undefined>(action: Action<Subject>): Action<Subject> {
  return action
}
