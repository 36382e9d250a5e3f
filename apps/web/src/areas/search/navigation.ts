import type { NavigationEntry } from '../../app/area.ts'

/** The search is reached from the top bar. */
export const navigation: readonly NavigationEntry[] = []
