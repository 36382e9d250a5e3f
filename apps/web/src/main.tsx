import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.layer.css'
import './app/tokens.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config as configureSchemas } from 'zod/v4/core'
import { AREAS } from './app/areas.ts'
import { CustomerPartsContext, collectCustomerParts } from './app/customer-parts.ts'
import { Providers } from './app/Providers.tsx'
import { router } from './app/router.tsx'
import { currentSession, resumeSession, subscribe } from './app/session.ts'
import { showStartFailure } from './app/start-failure.ts'
import { loadUiConfig } from './app/ui-config.ts'
import { startI18n } from './i18n/start-i18n.ts'

// Compiling schemas needs eval, which the page's policy forbids; without asking, the browser has nothing to report.
configureSchemas({ jitless: true })

const customerParts = collectCustomerParts(AREAS)

async function start(): Promise<void> {
  const [config] = await Promise.all([loadUiConfig(), resumeSession()])
  await startI18n(config.languages)
  document.title = config.portal_name
  subscribe(leaveWhenSignedOut)
  const root = document.getElementById('root')
  if (!root) return
  createRoot(root).render(
    <StrictMode>
      <Providers>
        <CustomerPartsContext value={customerParts}>
          <RouterProvider router={router} />
        </CustomerPartsContext>
      </Providers>
    </StrictMode>,
  )
}

/** A session that ends while a page shows, by expiry or elsewhere, leads to the login at once. */
function leaveWhenSignedOut(): void {
  if (!currentSession()) void router.invalidate()
}

start().catch(showStartFailure)
