import type { Methods } from '../rpc/services.ts'
import { loadMethods, loadMethodsV2 } from '../tariff/load-methods.ts'
import { tpMethods } from '../tariff/tp-methods.ts'
import { costMethods } from './cost-methods.ts'
import { ratingPlanMethods } from './rating-plan-methods.ts'
import { ratingProfileMethods } from './rating-profile-methods.ts'
import { timingMethods } from './timing-methods.ts'

/** Rating in the administration service (section 7). */
export const ratingMethods: Methods = {
  ...timingMethods,
  ...ratingPlanMethods,
  ...ratingProfileMethods,
  ...costMethods,
  ...tpMethods,
  ...loadMethods,
}
export const ratingMethodsV2: Methods = loadMethodsV2
