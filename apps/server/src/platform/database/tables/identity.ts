import type { Generated } from 'kysely'
import type { CreatedAt } from './columns.ts'

/** Table `crm_user`: whoever signs in (`user` is a reserved word). */
export type UserTable = {
  id: Generated<number>
  username: string
  email: string
  /** new address until it is verified */
  pending_email: string | null
  email_verified: Generated<boolean>
  /** argon2id; bcrypt of imported users until their next sign-in */
  password_hash: string
  first_name: string
  middle_name: string | null
  last_name: string
  phone_number: string | null
  /** contact that a customer's user is linked to */
  contact_id: number | null
  language: string | null
  /** must choose a new password at the next sign-in */
  force_change: Generated<boolean>
  active: Generated<boolean>
  login_count: Generated<number>
  last_login: Date | null
  /** wrong passwords since the last success */
  failed_logins: Generated<number>
  locked_until: Date | null
  deleted: Generated<boolean>
  deleted_at: Date | null
  created: CreatedAt
}

export type RoleTable = {
  id: Generated<number>
  name: string
  description: string | null
}

export type PermissionTable = {
  id: Generated<number>
  name: string
  description: string | null
}

export type UserRoleTable = { user_id: number; role_id: number }

export type RolePermissionTable = { role_id: number; permission_id: number }

export type UserSessionTable = {
  session_id: string
  user_id: number
  created: CreatedAt
  /** the session also ends when this is longer ago than the configured idle time, unless `remember` */
  last_used: Date
  /** latest end, whatever the use */
  expires: Date
  ip_address: string | null
  user_agent: string | null
  remember: Generated<boolean>
  /** null while the session lives */
  ended_at: Date | null
}

export type RefreshTokenTable = {
  refresh_token_id: Generated<number>
  /** SHA-256 of the token, hex */
  token_hash: string
  session_id: string
  created: CreatedAt
  /** set by its one use; a second use ends the session */
  used_at: Date | null
}

export type PasswordHistoryTable = {
  password_history_id: Generated<number>
  user_id: number
  password_hash: string
  created: CreatedAt
}
