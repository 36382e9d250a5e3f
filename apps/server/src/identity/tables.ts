import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database/open-database.ts'

/** A user with what decides who they are and what they may do. */
export type UserRecord = {
  id: number
  username: string
  email: string
  first_name: string
  last_name: string
  contact_id: number | null
  customer_id: number | null
  password_hash: string
  middle_name: string | null
  phone_number: string | null
  language: string | null
  email_verified: boolean
  pending_email: string | null
  force_change: boolean
  password_temporary: boolean
  password_used_at: Date | null
  /** a second factor is asked for at each sign-in: an authenticator app, a passkey, or either */
  is_2fa_enabled: boolean
  has_totp: boolean
  has_passkey: boolean
  active: boolean
  deleted: boolean
  deleted_at: Date | null
  locked_until: Date | null
  login_count: number
  last_login: Date | null
  created: Date
  roles: string[]
  permissions: string[]
}

/** Whether a user (a row of `crm_user` under that name) has a second factor that works. */
export function hasSecondFactor(alias: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(${column('is_2fa_enabled')} and (${column('totp_secret')} is not null
    or exists (select from passkey where passkey.user_id = ${column('id')})))`
}

const USER = sql`
  select u.id, u.username, u.email, u.first_name, u.last_name, u.contact_id, c.customer_id, u.password_hash,
    u.middle_name, u.phone_number, u.language, u.email_verified, u.pending_email, u.force_change, u.password_temporary,
    u.password_used_at, ${hasSecondFactor('u')} as is_2fa_enabled, (u.is_2fa_enabled and u.totp_secret is not null) as has_totp,
    (u.is_2fa_enabled and exists (select from passkey k where k.user_id = u.id)) as has_passkey, u.active, u.deleted, u.deleted_at,
    u.locked_until, u.login_count, u.last_login, u.created,
    coalesce((select array_agg(r.name order by r.name) from user_role ur join role r on r.id = ur.role_id
      where ur.user_id = u.id), '{}') as roles,
    coalesce((select array_agg(distinct p.name) from user_role ur join role_permission rp on rp.role_id = ur.role_id
      join permission p on p.id = rp.permission_id where ur.user_id = u.id), '{}') as permissions
  from crm_user u left join customer_contact c on c.contact_id = u.contact_id`

/** The user with this e-mail address, in any case; deleted ones too. */
export async function findUserByEmail(db: Db, email: string): Promise<UserRecord | undefined> {
  const found = await sql<UserRecord>`${USER} where lower(u.email) = lower(${email})`.execute(db)
  return found.rows[0]
}

export async function findUserById(db: Db, id: number): Promise<UserRecord | undefined> {
  const found = await sql<UserRecord>`${USER} where u.id = ${id}`.execute(db)
  return found.rows[0]
}

/** The user of a session that lives; undefined when it has ended, idled out, or its user may no longer sign in. */
export async function findUserOfSession(
  db: Db,
  sessionId: string,
  now: Date,
  idleMinutes: number,
): Promise<UserRecord | undefined> {
  const found = await sql<UserRecord>`${USER} join user_session s on s.user_id = u.id
    where s.session_id = ${sessionId} and s.ended_at is null and s.expires > ${now} and u.active and not u.deleted
      and (s.remember or s.last_used > ${new Date(now.getTime() - idleMinutes * 60_000)})`.execute(db)
  return found.rows[0]
}

/** The first user that holds the role `admin`: stands for keys, addresses and the system where a user must be named. */
export async function findFirstAdmin(db: Db): Promise<number | null> {
  const found = await db
    .selectFrom('crm_user as u')
    .innerJoin('user_role as ur', 'ur.user_id', 'u.id')
    .innerJoin('role as r', 'r.id', 'ur.role_id')
    .select('u.id')
    .where('r.name', '=', 'admin')
    .where('u.deleted', '=', false)
    .orderBy('u.id')
    .executeTakeFirst()
  return found?.id ?? null
}
