import type { Generated } from 'kysely'
import type { CalendarDate, CreatedAt } from './columns.ts'

export type TicketTable = {
  ticket_id: Generated<number>
  customer_id: number
  service_id: number | null
  site_id: number | null
  /** the order that it belongs to; one ticket for each, cancelled ones aside */
  provision_id: number | null
  title: string
  description: string | null
  installation_date: CalendarDate | null
  status: 'open' | 'scheduled' | 'done' | 'cancelled'
  created: CreatedAt
  last_modified: Date
}
