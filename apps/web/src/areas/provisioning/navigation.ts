import type { NavigationEntry } from '../../app/area.ts'

export const navigation: readonly NavigationEntry[] = []
