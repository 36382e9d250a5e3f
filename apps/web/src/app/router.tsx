import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import i18next from 'i18next'
import { lazy } from 'react'
import type { AreaRoute } from './area.ts'
import { AREAS } from './areas.ts'
import { CrashScreen } from './CrashScreen.tsx'
import { followClock } from './clock.ts'
import { Guarded } from './Guarded.tsx'
import { Loading } from './Loading.tsx'
import { NotFound } from './NotFound.tsx'
import { currentSession } from './session.ts'
import { safeReturnPath, startPage } from './start-page.ts'

const rootRoute = createRootRoute({ component: Outlet })

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  beforeLoad: ({ search }) => {
    const session = currentSession()
    if (session) throw redirect({ href: safeReturnPath((search as { next?: string }).next) ?? startPage(session) })
  },
  component: lazyRouteComponent(() => import('../areas/login/Login.tsx')),
})

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: ({ location }) => {
    if (!currentSession()) throw redirect({ to: '/login', search: nextOf(location.href), replace: true })
  },
  loader: async () => {
    await Promise.all([i18next.loadNamespaces(['shell', ...AREAS.map(({ name }) => name)]), followClock()])
  },
  component: lazyRouteComponent(() => import('../shell/Shell.tsx')),
})

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  beforeLoad: () => {
    const session = currentSession()
    if (session) throw redirect({ href: startPage(session), replace: true })
  },
})

// unknown addresses stay inside the shell of whoever is signed in
const unknownRoute = createRoute({ getParentRoute: () => signedInRoute, path: '$', component: NotFound })

const areaRoutes = AREAS.flatMap(({ routes }) => routes).map(routeOf)

export const router = createRouter({
  routeTree: rootRoute.addChildren([loginRoute, signedInRoute.addChildren([homeRoute, unknownRoute, ...areaRoutes])]),
  // plain text parameters: `?page=2` stays readable, and a search for "007" stays text
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString()
    return text ? `?${text}` : ''
  },
  scrollRestoration: true,
  defaultPendingComponent: Loading,
  defaultPendingMs: 200,
  defaultErrorComponent: CrashScreen,
  defaultNotFoundComponent: NotFound,
})

function routeOf({ path, permission, load }: AreaRoute) {
  const Screen = lazy(load)
  return createRoute({
    getParentRoute: () => signedInRoute,
    path,
    component: () => (
      <Guarded permission={permission}>
        <Screen />
      </Guarded>
    ),
  })
}

function nextOf(href: string): { next?: string } {
  return href === '/' ? {} : { next: href }
}
