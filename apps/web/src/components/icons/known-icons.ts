import type { IconDefinition } from '@fortawesome/fontawesome-svg-core'
import { faBolt } from '@fortawesome/free-solid-svg-icons/faBolt'
import { faBox } from '@fortawesome/free-solid-svg-icons/faBox'
import { faCoins } from '@fortawesome/free-solid-svg-icons/faCoins'
import { faDatabase } from '@fortawesome/free-solid-svg-icons/faDatabase'
import { faGlobe } from '@fortawesome/free-solid-svg-icons/faGlobe'
import { faHouse } from '@fortawesome/free-solid-svg-icons/faHouse'
import { faMobileScreen } from '@fortawesome/free-solid-svg-icons/faMobileScreen'
import { faPhone } from '@fortawesome/free-solid-svg-icons/faPhone'
import { faSignal } from '@fortawesome/free-solid-svg-icons/faSignal'
import { faSimCard } from '@fortawesome/free-solid-svg-icons/faSimCard'
import { faTv } from '@fortawesome/free-solid-svg-icons/faTv'
import { faWifi } from '@fortawesome/free-solid-svg-icons/faWifi'

const KNOWN = [
  faBolt,
  faBox,
  faCoins,
  faDatabase,
  faGlobe,
  faHouse,
  faMobileScreen,
  faPhone,
  faSignal,
  faSimCard,
  faTv,
  faWifi,
]

/** Icons that most catalogues use, at hand without fetching the whole set. */
export const KNOWN_ICONS: ReadonlyMap<string, IconDefinition> = new Map(KNOWN.map((icon) => [icon.iconName, icon]))
