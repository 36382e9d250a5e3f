import { z } from 'zod'
import { ZDate } from './fields.ts'

/** Days of a report, both included; the last 30 days when left out. */
export const ZReportPeriod = z.object({ start_date: ZDate.nullish(), end_date: ZDate.nullish() })
export type ReportPeriod = z.output<typeof ZReportPeriod>
