import type { ListQuery, User, UserDetail } from '@omnicrm/contract'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { invalid, notFound } from '../platform/errors.ts'
import { type ListPage, listRows } from '../platform/lists.ts'
import { permissionsOf } from './resolve-session.ts'
import { type LivingSession, livingSessions } from './sessions.ts'
import { findUserById, hasSecondFactor, type UserRecord } from './tables.ts'

type UserRow = Omit<
  UserRecord,
  'permissions' | 'password_hash' | 'language' | 'password_temporary' | 'password_used_at' | 'has_totp' | 'has_passkey'
>

/** A page of users; deleted ones only when the filter asks for them. */
export function listUsers(context: Context, query: ListQuery): Promise<ListPage<UserRow>> {
  const base = context.db.selectFrom('crm_user').select((row) => [
    'crm_user.id',
    'username',
    'email',
    'pending_email',
    'email_verified',
    'first_name',
    'middle_name',
    'last_name',
    'phone_number',
    'contact_id',
    'force_change',
    'active',
    'login_count',
    'last_login',
    'locked_until',
    'deleted',
    'deleted_at',
    'crm_user.created',
    HAS_2FA.as('is_2fa_enabled'),
    sql<string[]>`coalesce((select array_agg(r.name order by r.name) from user_role ur join role r on r.id = ur.role_id
        where ur.user_id = crm_user.id), '{}')`.as('roles'),
    row
      .selectFrom('customer_contact as c')
      .select('c.customer_id')
      .whereRef('c.contact_id', '=', 'crm_user.contact_id')
      .as('customer_id'),
  ])
  const visible = query.filters?.deleted ? base : base.where('crm_user.deleted', '=', false)
  return listRows(context, visible, query, {
    sort: {
      id: sql.ref('crm_user.id'),
      username: sql`lower(crm_user.username)`,
      email: sql`lower(crm_user.email)`,
      first_name: sql`lower(crm_user.first_name)`,
      last_name: sql`lower(crm_user.last_name)`,
      last_login: sql.ref('crm_user.last_login'),
      login_count: sql.ref('crm_user.login_count'),
      created: sql.ref('crm_user.created'),
    },
    defaultSort: 'id',
    tieBreak: sql.ref('crm_user.id'),
    search: [
      sql.ref('crm_user.username'),
      sql.ref('crm_user.email'),
      sql`concat_ws(' ', crm_user.first_name, crm_user.last_name)`,
      sql.ref('crm_user.phone_number'),
    ],
    filters: {
      role: (names) => sql<SqlBool>`exists (select from user_role ur join role r on r.id = ur.role_id
        where ur.user_id = crm_user.id and lower(r.name) = any(${lowerTexts(names)}))`,
      email_domain: (domains) => sql<SqlBool>`lower(split_part(crm_user.email, '@', 2)) = any(${lowerTexts(domains)})`,
      deleted: sql.ref('crm_user.deleted'),
      active: sql.ref('crm_user.active'),
      is_2fa_enabled: HAS_2FA,
      last_login: (days) => sql<SqlBool>`(${sql.join(days.map(lastLoginOn), sql` or `)})`,
    },
  })
}

const HAS_2FA = hasSecondFactor('crm_user')

function lowerTexts(values: readonly unknown[]): string[] {
  return values.map((value) => String(value).toLowerCase())
}

/** A day, a range of days open at either end (`2025-01-01..`), or null for users who have never signed in. UTC. */
function lastLoginOn(value: unknown): Expression<SqlBool> {
  if (value === null) return sql<SqlBool>`crm_user.last_login is null`
  const range = /^(\d{4}-\d{2}-\d{2})?(?:(\.\.)(\d{4}-\d{2}-\d{2})?)?$/.exec(String(value))
  const [, from, open, to] = range ?? []
  if (![from, to].some(Boolean) || [from, to].some((day) => day !== undefined && !isDay(day)))
    throw invalid('filters', 'last_login takes days (2025-01-10), ranges of days (2025-01-01..2025-01-31) and null')
  const day = sql`(crm_user.last_login at time zone 'UTC')::date`
  const last = open ? to : from
  return sql<SqlBool>`(crm_user.last_login is not null and ${from ? sql`${day} >= ${from}::date` : sql`true`}
    and ${last ? sql`${day} <= ${last}::date` : sql`true`})`
}

function isDay(text: string): boolean {
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
}

/** The user of this id, deleted or not. Throws 404. */
export async function requireUser(context: Context, userId: number): Promise<UserRecord> {
  const user = await findUserById(context.db, userId)
  if (!user) throw notFound('User')
  return user
}

export function presentUser(user: UserRow): User {
  const { id, username, email, pending_email, email_verified, first_name, middle_name, last_name, phone_number } = user
  const { roles, contact_id, customer_id, is_2fa_enabled, force_change, active, login_count, deleted } = user
  return {
    ...{ id, username, email, pending_email, email_verified, first_name, middle_name, last_name, phone_number },
    ...{ roles, contact_id, customer_id, is_2fa_enabled, force_change, active, login_count, deleted },
    last_login: user.last_login?.toISOString() ?? null,
    locked_until: user.locked_until?.toISOString() ?? null,
    deleted_at: user.deleted_at?.toISOString() ?? null,
    created: user.created.toISOString(),
  }
}

/** One user with what they may do, where they are signed in, and whom they stand for. */
export async function presentUserDetail(context: Context, user: UserRecord): Promise<UserDetail> {
  const sessions = await livingSessions(context, user.id)
  const contact = await context.db
    .selectFrom('customer_contact as k')
    .innerJoin('customer as c', 'c.customer_id', 'k.customer_id')
    .select(['k.contact_id', 'k.customer_id', 'k.contact_firstname', 'k.contact_lastname', 'c.customer_name'])
    .where('k.contact_id', '=', user.contact_id)
    .executeTakeFirst()
  return {
    ...presentUser(user),
    permissions: permissionsOf(user),
    sessions: sessions.map((session) => presentSession(session, context)),
    contact: contact ?? null,
  }
}

export function presentSession(session: LivingSession, context: Context): UserDetail['sessions'][number] {
  return {
    ...session,
    created: session.created.toISOString(),
    last_used: session.last_used.toISOString(),
    current: session.session_id === context.actor.sessionId,
  }
}
