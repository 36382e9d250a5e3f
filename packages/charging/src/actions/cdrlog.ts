import type { AccountKey } from '../accounts/account-key.ts'
import { presentBalanceSummary } from '../accounts/present-account.ts'
import type { Transferred } from '../accounts/transfer-balance.ts'
import { type Cdr, cgridOf } from '../cdrs/cdr.ts'
import { type CdrDraft, readFieldMap, setCdrField } from '../cdrs/cdr-fields.ts'
import { Decimal } from '../exact-decimal.ts'
import type { Step } from './run.ts'

const REPORTED = new Set([
  '*debit',
  '*debit_reset',
  '*topup',
  '*topup_reset',
  '*set_balance',
  '*remove_balance',
  '*remove_expired',
])

/**
 * The records of `*cdrlog`: one per balance-changing action of its own set, none when there is none (section 4.8).
 * ExtraParameters is a JSON map of record field to text that replaces or adds it. Undefined when it is not that.
 */
export function cdrlogRecords(
  step: Step,
  {
    key,
    steps,
    transfers,
    now,
    newUuid,
  }: {
    key: AccountKey
    steps: readonly Step[]
    transfers: ReadonlyMap<Step, Transferred>
    now: Date
    newUuid: () => string
  },
): Cdr[] | undefined {
  try {
    const fields = step.extraParameters === '' ? {} : readFieldMap(JSON.parse(step.extraParameters))
    if (fields === undefined) return undefined
    return steps
      .filter((reported) => REPORTED.has(reported.identifier) || transfers.has(reported))
      .map((reported) => {
        const base = baseRecord(reported, { key, now, originId: newUuid() })
        const record: CdrDraft = { ...withTransfer(base, transfers.get(reported)) }
        for (const [name, value] of Object.entries(fields)) setCdrField(record, { name, value, now })
        return record
      })
  } catch {
    return undefined
  }
}

/** A transfer tells what moved where (section 3.10). */
function withTransfer(record: Cdr, transferred: Transferred | undefined): Cdr {
  if (transferred === undefined) return record
  const { from, to, units, destination } = transferred
  return {
    ...record,
    tor: from.type,
    destination: destination.name,
    cost: units,
    extraFields: {
      SourceBalanceSummary: JSON.stringify(presentBalanceSummary(from)),
      DestinationBalanceSummary: JSON.stringify(presentBalanceSummary(to)),
    },
  }
}

function baseRecord(step: Step, { key, now, originId }: { key: AccountKey; now: Date; originId: string }): Cdr {
  const originHost = '127.0.0.1'
  return {
    tenant: key.tenant,
    cgrid: cgridOf(originId, originHost),
    runId: step.identifier,
    originHost,
    source: '*cdrlog',
    originId,
    tor: step.target.type,
    requestType: '*none',
    category: 'call',
    account: key.account,
    subject: key.account,
    destination: '',
    setupTime: now,
    answerTime: now,
    usage: new Decimal(1),
    extraFields: {},
    extraInfo: '',
    preRated: true,
    partial: false,
    costSource: '',
    cost: step.amount,
    costDetails: null,
  }
}
