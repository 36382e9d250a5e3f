import { accountMethodsV1, accountMethodsV2 } from './accounts/account-methods.ts'
import { balanceMethods } from './accounts/balance-methods.ts'
import { buildServices, type Methods } from './rpc/services.ts'

const v1: Methods = { ...accountMethodsV1, ...balanceMethods }
/** v2 inherits every v1 method that it does not redefine (section 1.7). */
const v2: Methods = { ...v1, ...accountMethodsV2 }

/** Every method by its service; both spellings of the administration services reach the same methods. */
export const allServices = buildServices([
  ['APIerSv1', v1],
  ['ApierV1', v1],
  ['APIerSv2', v2],
  ['ApierV2', v2],
])
