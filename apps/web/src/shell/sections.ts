import type { IconDefinition } from '@fortawesome/fontawesome-svg-core'
import { faBoxesStacked } from '@fortawesome/free-solid-svg-icons/faBoxesStacked'
import { faChartLine } from '@fortawesome/free-solid-svg-icons/faChartLine'
import { faFileInvoiceDollar } from '@fortawesome/free-solid-svg-icons/faFileInvoiceDollar'
import { faGaugeHigh } from '@fortawesome/free-solid-svg-icons/faGaugeHigh'
import { faGears } from '@fortawesome/free-solid-svg-icons/faGears'
import { faHouseUser } from '@fortawesome/free-solid-svg-icons/faHouseUser'
import { faKey } from '@fortawesome/free-solid-svg-icons/faKey'
import { faSignal } from '@fortawesome/free-solid-svg-icons/faSignal'
import { faTags } from '@fortawesome/free-solid-svg-icons/faTags'
import { faTowerBroadcast } from '@fortawesome/free-solid-svg-icons/faTowerBroadcast'
import { faUserShield } from '@fortawesome/free-solid-svg-icons/faUserShield'
import { faUsers } from '@fortawesome/free-solid-svg-icons/faUsers'
import type { NavigationEntry, Section } from '../app/area.ts'
import { SECTIONS } from '../app/area.ts'

const LOOKS: Record<Section, { labelKey: string; icon: IconDefinition }> = {
  selfCare: { labelKey: 'shell:section.self_care', icon: faHouseUser },
  dashboard: { labelKey: 'shell:section.dashboard', icon: faGaugeHigh },
  customers: { labelKey: 'shell:section.customers', icon: faUsers },
  services: { labelKey: 'shell:section.services', icon: faSignal },
  products: { labelKey: 'shell:section.products', icon: faTags },
  billing: { labelKey: 'shell:section.billing', icon: faFileInvoiceDollar },
  inventory: { labelKey: 'shell:section.inventory', icon: faBoxesStacked },
  provisioning: { labelKey: 'shell:section.provisioning', icon: faGears },
  broadcast: { labelKey: 'shell:section.broadcast', icon: faTowerBroadcast },
  reports: { labelKey: 'shell:section.reports', icon: faChartLine },
  users: { labelKey: 'shell:section.users', icon: faUserShield },
  apiKeys: { labelKey: 'shell:section.api_keys', icon: faKey },
}

export type BarSection = {
  section: Section
  labelKey: string
  icon: IconDefinition
  entries: readonly NavigationEntry[]
}

/** The left bar: sections in their order, each with the entries that the user may open; empty ones are left out. */
export function barSections(
  entries: readonly NavigationEntry[],
  isAllowed: (entry: NavigationEntry) => boolean,
): readonly BarSection[] {
  const allowed = entries.filter(isAllowed)
  return SECTIONS.map((section) => ({
    section,
    ...LOOKS[section],
    entries: allowed.filter((entry) => entry.section === section),
  })).filter(({ entries: own }) => own.length > 0)
}

/** The entry that the open page belongs to: the one whose address begins it, the longest of several. */
export function activeEntry(entries: readonly NavigationEntry[], pathname: string): NavigationEntry | undefined {
  return entries
    .filter(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
    .sort((one, other) => other.to.length - one.to.length)[0]
}
