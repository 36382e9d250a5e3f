import type { AreaRoute } from '../../app/area.ts'

export const routes: readonly AreaRoute[] = []
