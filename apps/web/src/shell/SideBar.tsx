import { faAnglesLeft } from '@fortawesome/free-solid-svg-icons/faAnglesLeft'
import { faAnglesRight } from '@fortawesome/free-solid-svg-icons/faAnglesRight'
import { faChevronDown } from '@fortawesome/free-solid-svg-icons/faChevronDown'
import { Tooltip, useComputedColorScheme } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NavigationEntry } from '../app/area.ts'
import { AREAS } from '../app/areas.ts'
import { isAdmitted } from '../app/may.ts'
import { useSession } from '../app/session.ts'
import { AppLink } from '../components/AppLink.tsx'
import { Icon } from '../components/Icon.tsx'
import { Logo } from '../components/Logo.tsx'
import classes from './SideBar.module.css'
import { activeEntry, type BarSection, barSections } from './sections.ts'

const ENTRIES = AREAS.flatMap(({ navigation }) => navigation)

type Props = { isCollapsed: boolean; onToggle?: () => void }

/** The left bar: what the user may open, by section. */
export function SideBar({ isCollapsed, onToggle }: Props) {
  const { t } = useTranslation()
  const session = useSession()
  const { pathname } = useLocation()
  const scheme = useComputedColorScheme('light')
  const active = activeEntry(ENTRIES, pathname)
  const sections = barSections(ENTRIES, (entry) => isAdmitted(session, entry))
  const toggleLabel = t(isCollapsed ? 'shell:expand' : 'shell:collapse')

  return (
    <div className={classes.bar} data-collapsed={isCollapsed || undefined}>
      <AppLink to="/" className={classes.logo}>
        <Logo variant={isCollapsed ? 'small' : scheme === 'dark' ? 'light' : 'dark'} height={isCollapsed ? 28 : 24} />
      </AppLink>
      <nav aria-label={t('shell:menu')} className={classes.sections}>
        {sections.map((section) => (
          <SectionLinks key={section.section} {...section} active={active} isCollapsed={isCollapsed} />
        ))}
      </nav>
      {onToggle && (
        <button type="button" className={classes.toggle} onClick={onToggle} aria-label={toggleLabel}>
          <Icon icon={isCollapsed ? faAnglesRight : faAnglesLeft} size={12} flipInRtl />
          {!isCollapsed && <span>{toggleLabel}</span>}
        </button>
      )}
    </div>
  )
}

type SectionProps = BarSection & { active: NavigationEntry | undefined; isCollapsed: boolean }

function SectionLinks({ labelKey, icon, entries, active, isCollapsed }: SectionProps) {
  const { t } = useTranslation()
  const holdsActive = active !== undefined && entries.includes(active)
  const [isOpen, setIsOpen] = useState(true)
  if (isCollapsed || entries.length === 1) {
    return entries.map((entry) => (
      <EntryLink key={entry.to} entry={entry} isActive={entry === active} isCollapsed={isCollapsed} />
    ))
  }
  return (
    <div className={classes.group}>
      <button
        type="button"
        className={classes.groupHead}
        aria-expanded={isOpen}
        data-holds-active={holdsActive || undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon icon={icon} size={15} />
        <span>{t(labelKey)}</span>
        <span className={classes.chevron}>
          <Icon icon={faChevronDown} size={10} />
        </span>
      </button>
      {isOpen && (
        <div className={classes.groupBody}>
          {entries.map((entry) => (
            <EntryLink key={entry.to} entry={entry} isActive={entry === active} isInGroup />
          ))}
        </div>
      )}
    </div>
  )
}

type EntryProps = { entry: NavigationEntry; isActive: boolean; isCollapsed?: boolean; isInGroup?: boolean }

function EntryLink({ entry, isActive, isCollapsed = false, isInGroup = false }: EntryProps) {
  const { t } = useTranslation()
  const label = t(entry.labelKey)
  const link = (
    <AppLink
      to={entry.to}
      className={classes.entry}
      aria-current={isActive ? 'page' : undefined}
      aria-label={isCollapsed ? label : undefined}
    >
      {!isInGroup && <Icon icon={entry.icon} size={15} />}
      {!isCollapsed && <span>{label}</span>}
    </AppLink>
  )
  return isCollapsed ? (
    <Tooltip label={label} position="right" openDelay={100}>
      {link}
    </Tooltip>
  ) : (
    link
  )
}
