import type { NavigationEntry } from '../../app/area.ts'

/** None: the own account opens from the user menu. */
export const navigation: readonly NavigationEntry[] = []
