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
  /** the password was set by an administrator and opens one session only */
  password_temporary: Generated<boolean>
  /** when a temporary password opened its session */
  password_used_at: Date | null
  /** a second factor is on: an authenticator app, passkeys, or both; without either it counts as off */
  is_2fa_enabled: Generated<boolean>
  /** sealed base32 secret of the authenticator app */
  totp_secret: string | null
  /** sealed secret of an enrolment that is not confirmed yet */
  totp_pending_secret: string | null
  /** wrong second factors since the last success */
  failed_codes: Generated<number>
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
  /** SHA-256 of the browser's device cookie */
  device_hash: string | null
  /** the member of staff who acts as the user in this session */
  impersonating_user_id: number | null
  /** that member's own session, to which they return */
  original_session_id: string | null
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

/** A link or code that was mailed to prove who reads the mail. */
export type UserLinkTable = {
  user_link_id: Generated<number>
  user_id: number
  kind: 'reset_password' | 'verify_email'
  /** SHA-256 of the token in the link */
  token_hash: string
  /** SHA-256 of the code that may be typed instead */
  code_hash: string | null
  /** the address that the link proves */
  email: string | null
  created: CreatedAt
  expires: Date
  used_at: Date | null
}

/** Wrong passwords for addresses without an account, counted and locked like those with one, so that nothing tells them apart. */
export type UnknownSignInTable = {
  email_hash: string
  failed_logins: number
  locked_until: Date | null
  last_failed: Date
}

/** A correct password that waits for its second factor. */
export type LoginChallengeTable = {
  login_challenge_id: Generated<number>
  user_id: number
  token_hash: string
  remember: boolean
  /** what a passkey was asked to sign, until it answers; base64url */
  passkey_challenge: string | null
  tries: Generated<number>
  created: CreatedAt
  expires: Date
  /** set by the sign-in that it opened, or by too many wrong codes */
  ended_at: Date | null
}

export type BackupCodeTable = {
  backup_code_id: Generated<number>
  user_id: number
  code_hash: string
  /** belongs to an enrolment that is not confirmed yet */
  pending: Generated<boolean>
  created: CreatedAt
  used_at: Date | null
}

/** Steps of the authenticator app that were accepted: none is accepted twice. */
export type TotpCodeUsedTable = { user_id: number; step: number }

/** A public key of a user's authenticator (W3C Web Authentication, level 3). */
export type PasskeyTable = {
  passkey_id: Generated<number>
  user_id: number
  name: string
  /** base64url */
  credential_id: string
  /** COSE key, base64url */
  public_key: string
  /** of the last answer; one that does not grow gives a copied authenticator away. Always 0 where none is kept */
  sign_count: number
  transports: string[]
  /** kept by an account of the maker, on several devices */
  synced: boolean
  created: CreatedAt
  last_used: Date | null
}

/** A passkey that is being added, at most one a user. */
export type PasskeyRegistrationTable = {
  user_id: number
  session_id: string
  challenge: string
  expires: Date
}
