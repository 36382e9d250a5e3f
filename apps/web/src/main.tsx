import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './app/tokens.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/query-client.ts'
import { Providers } from './app/Providers.tsx'
import { router } from './app/router.tsx'
import { currentSession, resumeSession, subscribe } from './app/session.ts'
import { showStartFailure } from './app/start-failure.ts'
import { loadUiConfig } from './app/ui-config.ts'
import { closeAllDialogs } from './components/dialog/dialogs.ts'
import { startI18n } from './i18n/start-i18n.ts'

async function start(): Promise<void> {
  const [config] = await Promise.all([loadUiConfig(), resumeSession()])
  await startI18n(config.languages)
  document.title = config.portal_name
  subscribe(forgetWhenSignedOut)
  const root = document.getElementById('root')
  if (!root) return
  createRoot(root).render(
    <StrictMode>
      <Providers>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  )
}

/** After the session nothing that was read stays, in memory or on the screen. */
function forgetWhenSignedOut(): void {
  if (currentSession()) return
  closeAllDialogs()
  queryClient.clear()
  void router.invalidate()
}

start().catch(showStartFailure)
