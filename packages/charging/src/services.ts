import { accountMethodsV1, accountMethodsV2 } from './accounts/account-methods.ts'
import { balanceMethods } from './accounts/balance-methods.ts'
import { transferMethods } from './accounts/transfer-methods.ts'
import { actionMethodsV1, actionMethodsV2 } from './actions/action-methods.ts'
import { attributeMethods } from './attributes/attribute-methods.ts'
import { attributeService } from './attributes/attribute-service.ts'
import { callbackMethods } from './callbacks/callback-methods.ts'
import { cdrAdministrationV1, cdrAdministrationV2, cdrMethods, cdrMethodsV2 } from './cdrs/cdr-methods.ts'
import { chargerMethods, chargerService } from './chargers/charger-methods.ts'
import { cacheMethods, configMethods, coreMethods, housekeepingMethods } from './core-methods.ts'
import { destinationMethods, destinationMethodsV2 } from './destinations/destination-methods.ts'
import { filterMethods } from './filters/filter-methods.ts'
import { executePlanMethods, executeScheduledMethods } from './plans/execute-plans.ts'
import { planMethods, schedulerMethods } from './plans/plan-methods.ts'
import { removeTimingMethods } from './plans/remove-timing.ts'
import { runMethods } from './plans/run-methods.ts'
import { ratingMethods, ratingMethodsV2 } from './rating/rating-methods.ts'
import { resourceMethods, resourceService } from './resources/resource-methods.ts'
import { responderMethods } from './responder/responder-methods.ts'
import { usageRecordMethods } from './responder/usage-record-methods.ts'
import { buildServices, type Methods } from './rpc/services.ts'
import { sessionMethods } from './sessions/session-methods.ts'
import { sharedGroupMethods } from './shared-groups/shared-group-methods.ts'
import { thresholdMethods, thresholdService } from './thresholds/threshold-methods.ts'
import { triggerMethods } from './triggers/trigger-methods.ts'

const v1: Methods = {
  ...accountMethodsV1,
  ...balanceMethods,
  ...transferMethods,
  ...actionMethodsV1,
  ...planMethods,
  ...removeTimingMethods,
  ...executeScheduledMethods,
  ...triggerMethods,
  ...attributeMethods,
  ...filterMethods,
  ...chargerMethods,
  ...thresholdMethods,
  ...resourceMethods,
  ...destinationMethods,
  ...ratingMethods,
  ...sharedGroupMethods,
  ...usageRecordMethods,
  ...cdrAdministrationV1,
  ...housekeepingMethods,
  // Of CGRateS 0.9; playbooks still send it.
  ReloadCache: () => 'OK',
}
/** v2 inherits every v1 method that it does not redefine (section 1.7). */
const v2: Methods = {
  ...v1,
  ...accountMethodsV2,
  ...actionMethodsV2,
  ...cdrAdministrationV2,
  ...destinationMethodsV2,
  ...ratingMethodsV2,
}

/** Every method by its service; both spellings of the administration services reach the same methods. */
export const allServices = buildServices([
  ['APIerSv1', v1],
  ['ApierV1', v1],
  ['APIerSv2', v2],
  ['ApierV2', v2],
  ['CDRsV1', cdrMethods],
  ['CDRsV2', cdrMethodsV2],
  ['Responder', responderMethods],
  ['RALsV1', {}],
  ['SchedulerSv1', { ...schedulerMethods, ...executePlanMethods }],
  ['AttributeSv1', attributeService],
  ['ChargerSv1', chargerService],
  ['ThresholdSv1', thresholdService],
  ['ResourceSv1', resourceService],
  ['SessionSv1', sessionMethods],
  ['SMGenericV1', sessionMethods],
  ['CoreSv1', coreMethods],
  ['CacheSv1', cacheMethods],
  ['ConfigSv1', configMethods],
  // Not of CGRateS: what failed for good, for an operator to look at (docs/charging.md).
  ['OmniSv1', { ...callbackMethods, ...runMethods }],
])
