import type { CustomerContactTable, CustomerSiteTable, CustomerTable } from './tables/customers.ts'
import type {
  PasswordHistoryTable,
  PermissionTable,
  RefreshTokenTable,
  RolePermissionTable,
  RoleTable,
  UserRoleTable,
  UserSessionTable,
  UserTable,
} from './tables/identity.ts'
import type {
  CustomerActivityTable,
  IdempotencyRecordTable,
  PlatformSettingTable,
  ScheduledJobTable,
} from './tables/platform.ts'

/** Every table by its name in the database. */
export type Database = {
  crm_user: UserTable
  role: RoleTable
  permission: PermissionTable
  user_role: UserRoleTable
  role_permission: RolePermissionTable
  user_session: UserSessionTable
  refresh_token: RefreshTokenTable
  password_history: PasswordHistoryTable

  customer: CustomerTable
  customer_contact: CustomerContactTable
  customer_site: CustomerSiteTable

  customer_activity: CustomerActivityTable
  idempotency_record: IdempotencyRecordTable
  scheduled_job: ScheduledJobTable
  platform_setting: PlatformSettingTable
}
