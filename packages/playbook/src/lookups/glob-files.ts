import { globSync } from 'node:fs'

/** Paths that a shell pattern matches, in order. */
export const globFiles = (pattern: string): string[] => globSync(pattern.replaceAll('**', '*')).sort()
