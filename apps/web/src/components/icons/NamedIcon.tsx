import type { IconDefinition } from '@fortawesome/fontawesome-svg-core'
import { faBox } from '@fortawesome/free-solid-svg-icons/faBox'
import { Icon } from '../Icon.tsx'
import { bareIconName } from './icon-name.ts'
import { KNOWN_ICONS } from './known-icons.ts'
import { useIconSet } from './use-icon-set.ts'

type Props = {
  /** FontAwesome class as stored, such as `fa-solid fa-sim-card` */
  name: string | null | undefined
  size?: number
  /** for none, and for one that does not exist */
  fallback?: IconDefinition
}

/** The icon of a product, service or template, by its stored class. */
export function NamedIcon({ name, size, fallback = faBox }: Props) {
  const bare = bareIconName(name)
  const known = KNOWN_ICONS.get(bare)
  const { data: set } = useIconSet({ enabled: bare !== '' && known === undefined })
  return <Icon icon={known ?? set?.byName.get(bare) ?? fallback} size={size} />
}
