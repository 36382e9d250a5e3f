import { cgridOf } from '../cdrs/cdr.ts'
import { readUsage } from '../cdrs/cdr-fields.ts'
import { Decimal } from '../exact-decimal.ts'
import { textOf } from '../filters/event-view.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import { parseTimeExpression } from '../times/parse-time-expression.ts'
import type { SessionEvent } from './session.ts'

const HOUR_NANOSECONDS = '3600e9'
/** What is asked for when an event names no usage (section 8.2). */
const DEFAULT_USAGE: Record<string, Decimal> = { '*data': new Decimal(1_048_576), '*sms': new Decimal(1) }
const DEFAULT_OTHER = new Decimal(HOUR_NANOSECONDS).times(3)

/** A field as text, empty when it is absent. */
export function field(event: SessionEvent, name: string): string {
  return textOf(event[name]) ?? ''
}

/** A field that holds usage: a duration text, or digits that are nanoseconds of voice and plain units of the rest. */
export function usageField(event: SessionEvent, name: string): Decimal | null {
  const value = event[name]
  return value === undefined || value === null || value === '' ? null : readUsage(value)
}

export function torOf(event: SessionEvent): string {
  return field(event, 'ToR') || '*voice'
}

/** The usage that an event asks for. */
export function wantedUsage(event: SessionEvent): Decimal {
  return usageField(event, 'Usage') ?? DEFAULT_USAGE[torOf(event)] ?? DEFAULT_OTHER
}

/** Names a session for good. An event without CGRID and OriginID names none: `MANDATORY_IE_MISSING: [OriginID]`. */
export function sessionIdOf(event: SessionEvent): string {
  const given = field(event, 'CGRID')
  if (given !== '') return given
  const originId = field(event, 'OriginID')
  if (originId === '') throw new RpcError('MANDATORY_IE_MISSING: [OriginID]')
  return cgridOf(originId, field(event, 'OriginHost'))
}

/** When charging begins: at the answer, else at set-up, else now. */
export function startOf(event: SessionEvent, now: Date): Date {
  return timeField(event, 'AnswerTime', now) ?? timeField(event, 'SetupTime', now) ?? now
}

export function timeField(event: SessionEvent, name: string, now: Date): Date | null {
  return parseTimeExpression(field(event, name), now)
}
