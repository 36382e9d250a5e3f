import { z } from 'zod'

/*
 * Playbooks of Ansible's classic templating send numbers and booleans as strings, so every such field takes both (decisions.md).
 */

const numericText = z
  .string()
  .trim()
  .regex(/^-?\d+(\.\d+)?$/, 'must be a number')

/** Whole number, or its text. */
export const ZInt = z.union([z.number(), numericText]).transform(Number).pipe(z.number().int('must be a whole number'))

/** What the database can hold as an id. */
const LARGEST_ID = 2_147_483_647

/** Id of a row: whole number from 1. */
export const ZId = ZInt.pipe(z.number().min(1, 'must be 1 or more').max(LARGEST_ID, 'is larger than any id'))

/** Number, or its text: coordinates and percentages. */
export const ZNumber = z.union([z.number(), numericText]).transform(Number).pipe(z.number())

/** Amount of money in currency units; handed on as exact decimal text, never as a binary float. */
export const ZAmount = z
  .union([z.number(), numericText])
  .transform((value) => (typeof value === 'number' ? decimalText(value) : value))
  .pipe(z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, 'must be an amount with at most 6 decimals'))

/** true, false, or their text in any case. */
export const ZBoolean = z.union([
  z.boolean(),
  z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(['true', 'false']))
    .transform((text) => text === 'true'),
])

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/

/** Date and time in any spelling of the API (ISO 8601 with Z, with offset, without zone; SQL style; date only). No zone means UTC. */
export const ZDateTime = z
  .string()
  .trim()
  .transform((text, ctx) => {
    const parsed = parseDateTime(text)
    if (parsed) return parsed
    ctx.addIssue({ code: 'custom', message: 'must be a date or a date and time, such as 2025-01-10T14:30:00Z' })
    return z.NEVER
  })

/** The same for the end of a span: a date alone counts to its last second. */
export const ZDateTimeToEnd = z
  .string()
  .trim()
  .transform((text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : text))
  .pipe(ZDateTime)

/** Calendar date `YYYY-MM-DD`; a date-time is cut to its date. */
export const ZDate = z
  .string()
  .trim()
  .transform((text, ctx) => {
    const day = parseDateTime(text) && text.slice(0, 10)
    if (day) return day
    ctx.addIssue({ code: 'custom', message: 'must be a date, such as 2025-01-10' })
    return z.NEVER
  })

/** Text that must hold something besides blanks. */
export const ZText = z.string().trim().min(1, 'must not be empty').max(255, 'must have at most 255 characters')

/** Optional text; an empty one counts as none. */
export const ZOptionalText = z
  .string()
  .trim()
  .max(20_000)
  .nullish()
  .transform((text) => (text === '' ? null : text))

/** Answer of a deletion and of other calls that have nothing to say. */
export const ZSuccess = z.object({ result: z.literal('success') })

export const ZIdsResult = z.object({
  results: z.array(z.object({ id: z.number(), result: z.enum(['success', 'failed']), message: z.string().optional() })),
})

function decimalText(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(6) : text
}

function parseDateTime(text: string): Date | undefined {
  const parts = DATE_TIME.exec(text)
  if (!parts) return undefined
  const [, day, time = '00:00:00', zone = 'Z'] = parts
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  const parsed = new Date(`${day}T${time.length === 5 ? `${time}:00` : time}${offset}`)
  if (Number.isNaN(parsed.getTime())) return undefined
  // 2025-02-30 would silently become 2 March.
  const utcDay = new Date(`${day}T00:00:00Z`)
  return utcDay.toISOString().slice(0, 10) === day ? parsed : undefined
}
