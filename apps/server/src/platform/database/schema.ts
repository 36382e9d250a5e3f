import type { ApiKeyTable, ApiKeyUseTable, ImpersonationLogTable } from './tables/access.ts'
import type {
  CustomerInvoiceTable,
  CustomerTransactionTable,
  InvoiceNumberCounterTable,
  InvoicePdfCacheTable,
} from './tables/billing.ts'
import type { ProductTable } from './tables/catalogue.ts'
import type { CommunicationAttachmentTable, CommunicationTable } from './tables/communications.ts'
import type { CustomerContactTable, CustomerSiteTable, CustomerTable } from './tables/customers.ts'
import type {
  BackupCodeTable,
  LoginChallengeTable,
  PasskeyRegistrationTable,
  PasskeyTable,
  PasswordHistoryTable,
  PermissionTable,
  RefreshTokenTable,
  RolePermissionTable,
  RoleTable,
  TotpCodeUsedTable,
  UnknownSignInTable,
  UserLinkTable,
  UserRoleTable,
  UserSessionTable,
  UserTable,
} from './tables/identity.ts'
import type { InventoryHistoryTable, InventoryTable, InventoryTemplateTable } from './tables/inventory.ts'
import type {
  ActivitySealTable,
  ActivityUnsealedTable,
  CustomerActivityTable,
  IdempotencyRecordTable,
  PlatformSettingTable,
  ScheduledJobTable,
} from './tables/platform.ts'
import type { ProvisionEventTable, ProvisionTable } from './tables/provisioning.ts'
import type { CustomerServiceTable } from './tables/services.ts'
import type { OidcFlowTable, UserOidcLoginTable } from './tables/sign-in-providers.ts'
import type { TicketTable } from './tables/tickets.ts'

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
  user_link: UserLinkTable
  unknown_sign_in: UnknownSignInTable
  login_challenge: LoginChallengeTable
  backup_code: BackupCodeTable
  totp_code_used: TotpCodeUsedTable
  passkey: PasskeyTable
  passkey_registration: PasskeyRegistrationTable
  oidc_flow: OidcFlowTable
  user_oidc_login: UserOidcLoginTable

  api_key: ApiKeyTable
  api_key_use: ApiKeyUseTable
  impersonation_log: ImpersonationLogTable

  communication: CommunicationTable
  communication_attachment: CommunicationAttachmentTable

  customer: CustomerTable
  customer_contact: CustomerContactTable
  customer_site: CustomerSiteTable

  product: ProductTable

  customer_service: CustomerServiceTable

  inventory_template: InventoryTemplateTable
  inventory: InventoryTable
  inventory_history: InventoryHistoryTable

  provision: ProvisionTable
  ticket: TicketTable
  provision_event: ProvisionEventTable

  customer_transaction: CustomerTransactionTable
  customer_invoice: CustomerInvoiceTable
  invoice_number_counter: InvoiceNumberCounterTable
  invoice_pdf_cache: InvoicePdfCacheTable

  customer_activity: CustomerActivityTable
  activity_seal: ActivitySealTable
  activity_unsealed: ActivityUnsealedTable
  idempotency_record: IdempotencyRecordTable
  scheduled_job: ScheduledJobTable
  platform_setting: PlatformSettingTable
}
