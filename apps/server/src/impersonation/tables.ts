import type { Impersonation, ImpersonationEnding, impersonationEndpoints, ReceivedBy } from '@omnicrm/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/database/open-database.ts'
import { type ListPage, listRows } from '../platform/lists.ts'

export type OpenImpersonation = {
  impersonation_id: number
  impersonating_user_id: number
  target_user_id: number
  impersonation_start: Date
  original_session_id: string | null
  /** customer of the target, whose log it shows in */
  customer_id: number | null
}

/** When the session of entry `l` (joined as `s`, with its original as `o`) ended; null while it lives. */
export function endOfSession(now: Date): RawBuilder<Date | null> {
  return sql<Date | null>`case when least(s.ended_at, o.ended_at) is not null then least(s.ended_at, o.ended_at, s.expires)
    when s.expires <= ${now} then s.expires end`
}

/** How the session of entry `l` ended; null while it lives. */
export function endingOfSession(now: Date): RawBuilder<ImpersonationEnding | null> {
  return sql<ImpersonationEnding | null>`case when least(s.ended_at, o.ended_at) <= s.expires then 'session_ended'
    when ${endOfSession(now)} is not null then 'expired' end`
}

/** Entries without an end, with their sessions as `s` (the target's) and `o` (the staff's own). */
export function openImpersonations(db: Db) {
  return db
    .selectFrom('impersonation_log as l')
    .innerJoin('user_session as s', 's.session_id', 'l.session_id')
    .leftJoin('user_session as o', 'o.session_id', 's.original_session_id')
    .innerJoin('crm_user as target', 'target.id', 'l.target_user_id')
    .leftJoin('customer_contact as contact', 'contact.contact_id', 'target.contact_id')
    .select([
      'l.impersonation_id',
      'l.impersonating_user_id',
      'l.target_user_id',
      'l.impersonation_start',
      's.original_session_id',
      'contact.customer_id',
    ])
    .where('l.impersonation_end', 'is', null)
}

export async function nameOfUser(db: Db, userId: number): Promise<string> {
  const user = await db
    .selectFrom('crm_user')
    .select(['first_name', 'last_name'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  return `${user.first_name} ${user.last_name}`
}

type LogRow = Omit<Impersonation, 'impersonation_start' | 'impersonation_end'> & {
  impersonation_start: Date
  impersonation_end: Date | null
}

type LogQuery = ReceivedBy<typeof impersonationEndpoints.logs>['query']

/** The log, newest first. An entry whose session ran out shows that end at once, before it is closed. */
export function listImpersonations(context: Context, query: LogQuery): Promise<ListPage<LogRow>> {
  const now = context.now()
  const ofSession = <T>(column: RawBuilder<T>): RawBuilder<T> => sql<T>`(select ${column} from user_session s
    left join user_session o on o.session_id = s.original_session_id where s.session_id = impersonation_log.session_id)`
  const end = sql<Date | null>`coalesce(impersonation_log.impersonation_end, ${ofSession(endOfSession(now))})`
  const ending = sql<ImpersonationEnding | null>`case when impersonation_log.impersonation_end is not null
    then impersonation_log.ended_how else ${ofSession(endingOfSession(now))} end`
  const duration = sql<number | null>`coalesce(impersonation_log.impersonation_duration,
    greatest(0, round(extract(epoch from ${end} - impersonation_log.impersonation_start)))::integer)`
  const soFar = sql<number>`coalesce(${duration}, round(extract(epoch from ${now} - impersonation_log.impersonation_start))::integer)`
  const staff = nameColumn('impersonating_user_id')
  const target = nameColumn('target_user_id')
  const { user_id: by, target_user_id: as, start_date: from, end_date: until } = query
  const { min_duration: shortest, max_duration: longest } = query
  const rows = context.db
    .selectFrom('impersonation_log')
    .select([
      'impersonation_log.impersonation_id',
      'impersonation_log.impersonating_user_id',
      'impersonation_log.target_user_id',
      'impersonation_log.impersonation_start',
      'impersonation_log.ip_address',
      staff.as('impersonating_user_name'),
      target.as('target_user_name'),
      end.as('impersonation_end'),
      duration.as('impersonation_duration'),
      ending.as('ended_how'),
    ])
    .where((row) =>
      row.and([
        ...(by === undefined ? [] : [row('impersonating_user_id', '=', by)]),
        ...(as === undefined ? [] : [row('target_user_id', '=', as)]),
        ...(from === undefined ? [] : [row('impersonation_start', '>=', from)]),
        ...(until === undefined ? [] : [row('impersonation_start', '<', new Date(until.getTime() + 1000))]),
        ...(shortest === undefined ? [] : [row(soFar, '>=', shortest)]),
        ...(longest === undefined ? [] : [row(soFar, '<=', longest)]),
      ]),
    )
  return listRows(context, rows, query, {
    sort: {
      impersonation_id: sql.ref('impersonation_log.impersonation_id'),
      impersonation_start: sql.ref('impersonation_log.impersonation_start'),
      impersonation_duration: soFar,
    },
    defaultSort: 'impersonation_id',
    tieBreak: sql.ref('impersonation_log.impersonation_id'),
    search: [staff, target],
    filters: {
      impersonating_user_id: sql.ref('impersonation_log.impersonating_user_id'),
      target_user_id: sql.ref('impersonation_log.target_user_id'),
      ended_how: (values) => endedIn(values, { end, ending }),
    },
  })
}

/** Null stands for those that last. */
function endedIn(
  values: readonly unknown[],
  { end, ending }: { end: RawBuilder<unknown>; ending: RawBuilder<unknown> },
): RawBuilder<SqlBool> {
  const named = values.filter((value) => value !== null).map(String)
  return sql<SqlBool>`(${ending} = any(${named}) or (${values.includes(null)} and ${end} is null))`
}

function nameColumn(column: 'impersonating_user_id' | 'target_user_id'): RawBuilder<string> {
  return sql<string>`(select u.first_name || ' ' || u.last_name from crm_user u
    where u.id = ${sql.ref(`impersonation_log.${column}`)})`
}
