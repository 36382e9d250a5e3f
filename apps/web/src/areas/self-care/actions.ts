import type { Action } from '../../actions/action.ts'

/** None yet: what customers do begins on their own pages. */
export const actions: readonly Action[] = []
