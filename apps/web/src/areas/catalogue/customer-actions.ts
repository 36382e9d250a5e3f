import type { Customer } from '@omnicrm/contract'
import type { Action } from '../../actions/action.ts'

export const customerActions: readonly Action<Customer>[] = []
