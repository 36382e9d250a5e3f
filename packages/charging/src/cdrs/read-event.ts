import { zero } from '../exact-decimal.ts'
import { readText } from '../rpc/read-values.ts'
import { type Cdr, cgridOf } from './cdr.ts'
import { type CdrDraft, setCdrField } from './cdr-fields.ts'

const DERIVED = new Set(['CGRID', 'OrderID', 'CostDetails', 'CostSource', 'ExtraFields'])

/**
 * A record from the fields of an event: known ones fill the record, the rest become extra fields (section 8.1).
 * Defaults: RequestType `*rated`, Category `call`, Subject the account, RunID `*default`, and a CGRID made of origin
 * id and host (section 9.2).
 */
export function cdrOfEvent(event: Record<string, unknown>, { tenant, now }: { tenant: string; now: Date }): Cdr {
  const cdr: CdrDraft = {
    tenant,
    cgrid: '',
    runId: '',
    originHost: '',
    source: '',
    originId: '',
    tor: '',
    requestType: '',
    category: '',
    account: '',
    subject: '',
    destination: '',
    setupTime: null,
    answerTime: null,
    usage: zero,
    extraFields: {},
    extraInfo: '',
    preRated: false,
    partial: false,
    costSource: '',
    cost: zero.minus(1),
    costDetails: null,
  }
  for (const name in event) {
    const value = event[name]
    if (value === null || value === undefined || DERIVED.has(name)) continue
    setCdrField(cdr, { name, value, now })
  }
  const given = event.CGRID === undefined || event.CGRID === null ? '' : readText(event.CGRID, 'CGRID')
  cdr.tenant ||= tenant
  cdr.cgrid = given || cgridOf(cdr.originId, cdr.originHost)
  cdr.runId ||= '*default'
  cdr.requestType ||= '*rated'
  cdr.category ||= 'call'
  cdr.subject ||= cdr.account
  cdr.tor ||= '*voice'
  return cdr
}
