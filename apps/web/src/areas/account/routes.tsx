import type { AreaRoute } from '../../app/area.ts'

export const routes: readonly AreaRoute[] = [{ path: '/settings', load: () => import('./settings/SettingsPage.tsx') }]
