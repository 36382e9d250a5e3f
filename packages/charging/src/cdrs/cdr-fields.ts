import { Decimal } from '../exact-decimal.ts'
import { isMap, readBoolean, readDecimal, readText } from '../rpc/read-values.ts'
import { parseDuration } from '../times/parse-duration.ts'
import { parseTimeExpression } from '../times/parse-time-expression.ts'
import type { Cdr } from './cdr.ts'

/** A record that is being read: its fields are set in place. */
export type CdrDraft = { -readonly [Field in keyof Cdr]: Cdr[Field] }

type TextField = {
  [Field in keyof Cdr]: Cdr[Field] extends string ? Field : never
}[keyof Cdr]
type Setter = (cdr: CdrDraft, value: unknown, now: Date) => void

const textField =
  (field: TextField): Setter =>
  (cdr, value) => {
    cdr[field] = readText(value, field)
  }
const timeField =
  (field: 'setupTime' | 'answerTime'): Setter =>
  (cdr, value, now) => {
    cdr[field] = parseTimeExpression(readText(value, field), now)
  }
const flagField =
  (field: 'preRated' | 'partial'): Setter =>
  (cdr, value) => {
    cdr[field] = readBoolean(value, field)
  }

const setters = new Map<string, Setter>(
  Object.entries({
    RunID: textField('runId'),
    OriginHost: textField('originHost'),
    Source: textField('source'),
    OriginID: textField('originId'),
    ToR: textField('tor'),
    RequestType: textField('requestType'),
    Tenant: textField('tenant'),
    Category: textField('category'),
    Account: textField('account'),
    Subject: textField('subject'),
    Destination: textField('destination'),
    SetupTime: timeField('setupTime'),
    AnswerTime: timeField('answerTime'),
    Usage: (cdr, value) => {
      cdr.usage = readUsage(value)
    },
    Cost: (cdr, value) => {
      cdr.cost = readDecimal(value, 'Cost')
    },
    PreRated: flagField('preRated'),
    Partial: flagField('partial'),
    ExtraInfo: textField('extraInfo'),
  } satisfies Record<string, Setter>),
)

/** The names of a record's own fields in a request. */
export const CDR_FIELDS: readonly string[] = [...setters.keys()]

/** Usage as sent: a duration text, or digits that are nanoseconds of voice and plain units of the rest (section 8.1). */
export function readUsage(value: unknown): Decimal {
  const usage = typeof value === 'string' ? parseDuration(value.trim()) : readDecimal(value, 'Usage')
  return Decimal.max(usage, 0)
}

/** Sets one named field of a record; a name that records do not know becomes an extra field. */
export function setCdrField(cdr: CdrDraft, { name, value, now }: { name: string; value: unknown; now: Date }): void {
  const set = setters.get(name)
  if (set !== undefined) set(cdr, value, now)
  else cdr.extraFields = { ...cdr.extraFields, [name]: asText(value) }
}

/** A JSON map with its values as texts; undefined for anything else. */
export function readFieldMap(value: unknown): Record<string, string> | undefined {
  if (!isMap(value)) return undefined
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asText(one)]))
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
