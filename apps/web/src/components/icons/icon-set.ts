import type { IconDefinition } from '@fortawesome/fontawesome-svg-core'
import * as solid from '@fortawesome/free-solid-svg-icons'

export type IconEntry = {
  name: string
  /** name and former names, for the search */
  keywords: string
  icon: IconDefinition
}

/** The whole free solid set, by name and by former names; heavy, so it is only imported on demand. */
export function loadIconSet(): { entries: readonly IconEntry[]; byName: ReadonlyMap<string, IconDefinition> } {
  const byName = new Map<string, IconDefinition>()
  const entries = new Map<string, IconEntry>()
  for (const icon of Object.values(solid).filter(isIcon)) {
    const aliases = icon.icon[2].filter((alias): alias is string => typeof alias === 'string')
    for (const name of [icon.iconName, ...aliases]) byName.set(name, icon)
    entries.set(icon.iconName, { name: icon.iconName, keywords: [icon.iconName, ...aliases].join(' '), icon })
  }
  return { entries: [...entries.values()].sort((one, other) => one.name.localeCompare(other.name)), byName }
}

function isIcon(part: unknown): part is IconDefinition {
  return typeof part === 'object' && part !== null && 'iconName' in part
}
