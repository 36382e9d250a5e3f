import type { Migration } from 'kysely/migration'
import * as identity from './2026-11-20-100000-identity.ts'
import * as customers from './2026-11-20-101000-customers.ts'
import * as platform from './2026-11-20-102000-platform.ts'
import * as catalogue from './2026-11-20-103000-catalogue.ts'
import * as services from './2026-11-20-104000-services.ts'
import * as inventory from './2026-11-20-105000-inventory.ts'
import * as provisioning from './2026-11-20-106000-provisioning.ts'
import * as billing from './2026-11-20-107000-billing.ts'
import * as communications from './2026-11-20-108000-communications.ts'
import * as accountSecurity from './2026-11-20-109000-account-security.ts'
import * as access from './2026-11-20-110000-access.ts'
import * as impersonation from './2026-11-20-111000-impersonation.ts'
import * as auditChain from './2026-11-20-112000-audit-chain.ts'
import * as passkeys from './2026-11-20-113000-passkeys.ts'
import * as signInProviders from './2026-11-20-113500-sign-in-providers.ts'
import * as impersonationEnding from './2026-11-20-114000-impersonation-ending.ts'
import * as cancelledJobs from './2026-11-20-115000-cancelled-jobs.ts'
import * as tickets from './2026-11-20-116000-tickets.ts'
import * as scheduledJobs from './2026-11-20-117000-scheduled-jobs.ts'
import * as mailAttachments from './2026-11-20-118000-mail-attachments.ts'

/** Every migration by its name; names sort in the order in which they apply, and one that was released never changes. */
export const migrations: Record<string, Migration> = {
  '2026-11-20-100000-identity': identity,
  '2026-11-20-101000-customers': customers,
  '2026-11-20-102000-platform': platform,
  '2026-11-20-103000-catalogue': catalogue,
  '2026-11-20-104000-services': services,
  '2026-11-20-105000-inventory': inventory,
  '2026-11-20-106000-provisioning': provisioning,
  '2026-11-20-107000-billing': billing,
  '2026-11-20-108000-communications': communications,
  '2026-11-20-109000-account-security': accountSecurity,
  '2026-11-20-110000-access': access,
  '2026-11-20-111000-impersonation': impersonation,
  '2026-11-20-112000-audit-chain': auditChain,
  '2026-11-20-113000-passkeys': passkeys,
  '2026-11-20-113500-sign-in-providers': signInProviders,
  '2026-11-20-114000-impersonation-ending': impersonationEnding,
  '2026-11-20-115000-cancelled-jobs': cancelledJobs,
  '2026-11-20-116000-tickets': tickets,
  '2026-11-20-117000-scheduled-jobs': scheduledJobs,
  '2026-11-20-118000-mail-attachments': mailAttachments,
}
