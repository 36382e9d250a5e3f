import type { Account } from '../accounts/account.ts'
import { presentAccountSummary } from '../accounts/present-account.ts'
import type { Engine } from '../engine.ts'
import { hasProfiles } from '../profiles/profile-kind.ts'
import type { Unit } from '../store/unit.ts'
import { processThresholds } from './process-thresholds.ts'
import { thresholdActions } from './threshold-actions.ts'
import { thresholdProfiles } from './threshold-records.ts'

/** Units in which thresholds are being shown an account: what their actions change is not shown again. */
const showing = new WeakSet<Unit>()

/** Shows thresholds an account whose balances changed (section 14.3). What their actions do wrong does not undo the change. */
export function showAccountUpdate(engine: Engine, unit: Unit, account: Account): void {
  if (showing.has(unit) || !hasProfiles(unit, thresholdProfiles, account.tenant)) return
  showing.add(unit)
  try {
    const opts = { '*eventType': 'AccountUpdate' }
    const event = { ...presentAccountSummary(account), EventType: 'AccountUpdate' }
    processThresholds(unit, { tenant: account.tenant, event, opts }, thresholdActions(engine))
  } finally {
    showing.delete(unit)
  }
}
