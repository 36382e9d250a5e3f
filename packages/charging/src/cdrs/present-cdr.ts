import { formatSeconds, formatTime } from '../times/format-time.ts'
import { formatDuration } from '../times/parse-duration.ts'
import type { StoredCdr } from './cdr.ts'

/** The form of `CDRsV1.GetCDRs`: usage a number, cost details an object. */
export function presentCdr(cdr: StoredCdr): object {
  return {
    ...head(cdr),
    SetupTime: formatTime(cdr.setupTime),
    AnswerTime: formatTime(cdr.answerTime),
    Usage: cdr.usage.toNumber(),
    ...tail(cdr),
    CostDetails: cdr.costDetails,
  }
}

/** The external form of the administration methods: times and usage as text, cost details as JSON text (section 11.8). */
export function presentExternalCdr(cdr: StoredCdr): object {
  return {
    ...head(cdr),
    SetupTime: formatSeconds(cdr.setupTime),
    AnswerTime: formatSeconds(cdr.answerTime),
    Usage: cdr.tor === '*voice' ? formatDuration(cdr.usage) : cdr.usage.toString(),
    ...tail(cdr),
    CostDetails: JSON.stringify(cdr.costDetails),
  }
}

function head(cdr: StoredCdr): object {
  return {
    CGRID: cdr.cgrid,
    RunID: cdr.runId,
    OrderID: cdr.orderId,
    OriginHost: cdr.originHost,
    Source: cdr.source,
    OriginID: cdr.originId,
    ToR: cdr.tor,
    RequestType: cdr.requestType,
    Tenant: cdr.tenant,
    Category: cdr.category,
    Account: cdr.account,
    Subject: cdr.subject,
    Destination: cdr.destination,
  }
}

function tail(cdr: StoredCdr): object {
  return {
    ExtraFields: cdr.extraFields,
    ExtraInfo: cdr.extraInfo,
    Partial: cdr.partial,
    PreRated: cdr.preRated,
    CostSource: cdr.costSource,
    Cost: cdr.cost.toNumber(),
  }
}
