import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import { Drawer } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../api/query-client.ts'
import { Guarded } from '../app/Guarded.tsx'
import { currentSession, subscribe } from '../app/session.ts'
import { ImpersonationBanner } from '../areas/account/impersonation/ImpersonationBanner.tsx'
import { TwoFactorPrompt } from '../areas/account/two-factor/TwoFactorPrompt.tsx'
import { DialogHost } from '../components/dialog/DialogHost.tsx'
import { closeAllDialogs } from '../components/dialog/dialogs.ts'
import classes from './Shell.module.css'
import { SideBar } from './SideBar.tsx'
import { useStoredSwitch } from './stored-switch.ts'
import { TopBar } from './TopBar.tsx'
import { useShortcuts } from './use-shortcuts.ts'

const CommandPalette = lazy(() => import('./CommandPalette.tsx'))
const ShortcutHelp = lazy(() => import('./ShortcutHelp.tsx'))

// After the session nothing that was read stays, in memory or on the screen.
subscribe(() => {
  if (currentSession()) return
  closeAllDialogs()
  queryClient.clear()
})

/** What surrounds every page of a signed-in user. */
export default function Shell() {
  return (
    <QueryClientProvider client={queryClient}>
      <Notifications position="bottom-right" limit={4} />
      <Frame />
    </QueryClientProvider>
  )
}

function Frame() {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const [isCollapsed, setIsCollapsed] = useStoredSwitch('bar-collapsed', false)
  const [areShortcutsOn, setAreShortcutsOn] = useStoredSwitch('shortcuts', true)
  const [isDrawerOpen, setIsDrawerOpen] = useState(false)
  const [paletteOpenings, setPaletteOpenings] = useState(0)
  const [isHelpOpen, setIsHelpOpen] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever another page opens
  useEffect(() => {
    setIsDrawerOpen(false)
  }, [pathname])
  useShortcuts({
    isOn: areShortcutsOn,
    onPalette: () => setPaletteOpenings((count) => count + 1),
    onHelp: () => setIsHelpOpen(true),
  })

  return (
    <div className={classes.shell} data-collapsed={isCollapsed || undefined}>
      <button type="button" className={classes.skip} onClick={() => document.getElementById('main')?.focus()}>
        {t('shell:skip')}
      </button>
      <div className={classes.bar}>
        <SideBar isCollapsed={isCollapsed} onToggle={() => setIsCollapsed(!isCollapsed)} />
      </div>
      <Drawer
        opened={isDrawerOpen}
        onClose={() => setIsDrawerOpen(false)}
        size="17rem"
        withCloseButton={false}
        padding={0}
        aria-label={t('shell:menu')}
      >
        <SideBar isCollapsed={false} />
      </Drawer>
      <TopBar
        onMenu={() => setIsDrawerOpen(true)}
        onPalette={() => setPaletteOpenings((count) => count + 1)}
        onHelp={() => setIsHelpOpen(true)}
      />
      <main id="main" className={classes.main} tabIndex={-1}>
        <ImpersonationBanner />
        <TwoFactorPrompt />
        <Guarded>
          <Outlet />
        </Guarded>
      </main>
      <DialogHost />
      <Suspense fallback={null}>
        {paletteOpenings > 0 && <CommandPalette openings={paletteOpenings} />}
        {isHelpOpen && (
          <ShortcutHelp isOn={areShortcutsOn} onSwitch={setAreShortcutsOn} onClose={() => setIsHelpOpen(false)} />
        )}
      </Suspense>
    </div>
  )
}
