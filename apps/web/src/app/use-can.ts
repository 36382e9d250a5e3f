import { may, type Needed } from './may.ts'
import { useSession } from './session.ts'

/** Whether the signed-in user holds a permission (any one of several). */
export function useCan(needed: Needed | undefined): boolean {
  return may(useSession(), needed)
}
