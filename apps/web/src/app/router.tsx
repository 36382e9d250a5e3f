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
import { dutyPages, publicPages } from '../areas/account/open-pages.ts'
import type { AreaRoute } from './area.ts'
import { AREAS } from './areas.ts'
import { CrashScreen } from './CrashScreen.tsx'
import { followClock } from './clock.ts'
import { Guarded } from './Guarded.tsx'
import { Loading } from './Loading.tsx'
import { may } from './may.ts'
import { NotFound } from './NotFound.tsx'
import { currentSession } from './session.ts'
import { DUTY_PAGES, safeReturnPath, startPage } from './start-page.ts'

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

/** Pages for whoever is not signed in, and for those who come by a mailed link. */
const publicRoutes = publicPages.map(({ path, load }) =>
  createRoute({ getParentRoute: () => rootRoute, path, loader: loadAccountTexts, component: lazyRouteComponent(load) }),
)

/** Pages for those who are signed in and held at a duty; others go on. */
const dutyRoutes = dutyPages.map(({ duty, load }) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path: DUTY_PAGES[duty],
    beforeLoad: ({ search }) => {
      const session = currentSession()
      const { next } = search as { next?: string }
      if (!session) throw redirect({ to: '/login', search: next ? { next } : {}, replace: true })
      if (session.duty !== duty) throw redirect({ href: safeReturnPath(next) ?? startPage(session), replace: true })
    },
    loader: loadAccountTexts,
    component: lazyRouteComponent(load),
  }),
)

/** The tab in which staff act as a user; still the staff's own until they start. */
const loginAsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login-as/$userId',
  beforeLoad: ({ location }) => {
    const session = currentSession()
    if (!session) throw redirect({ to: '/login', search: nextOf(location.href), replace: true })
    if (session.duty || !may(session, 'can_impersonate')) throw redirect({ href: '/', replace: true })
  },
  loader: loadAccountTexts,
  component: lazyRouteComponent(() => import('../areas/account/impersonation/LoginAs.tsx')),
})

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: ({ location }) => {
    const session = currentSession()
    if (!session) throw redirect({ to: '/login', search: nextOf(location.href), replace: true })
    if (session.duty)
      throw redirect({ href: `${DUTY_PAGES[session.duty]}?next=${encodeURIComponent(location.href)}`, replace: true })
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
  routeTree: rootRoute.addChildren([
    loginRoute,
    ...publicRoutes,
    ...dutyRoutes,
    loginAsRoute,
    signedInRoute.addChildren([homeRoute, unknownRoute, ...areaRoutes]),
  ]),
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

function routeOf({ path, permission, isForCustomers, load }: AreaRoute) {
  const Screen = lazy(load)
  return createRoute({
    getParentRoute: () => signedInRoute,
    path,
    component: () => (
      <Guarded permission={permission} isForCustomers={isForCustomers}>
        <Screen />
      </Guarded>
    ),
  })
}

async function loadAccountTexts(): Promise<void> {
  await i18next.loadNamespaces('account')
}

function nextOf(href: string): { next?: string } {
  return href === '/' ? {} : { next: href }
}
