import type { Action } from '../../actions/action.ts'

export const actions: readonly Action[] = []
