import type { Member } from './bind-members.ts'
import { readInteger } from './read-values.ts'
import { RpcError } from './rpc-error.ts'

/** A typed duration is an integer of nanoseconds; a text such as `1s` is refused (section 1.6). */
export const nanoseconds: Member<number> = {
  read: (value, name) => {
    if (typeof value === 'string') {
      throw new RpcError(`json: cannot unmarshal string into Go struct field ${name} of type time.Duration`)
    }
    return readInteger(value, name)
  },
  absent: 0,
}
