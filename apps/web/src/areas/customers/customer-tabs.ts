import type { CustomerTab } from '../../app/area.ts'

export const customerTabs: readonly CustomerTab[] = []
