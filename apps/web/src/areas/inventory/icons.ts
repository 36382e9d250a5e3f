import type { IconDefinition } from '@fortawesome/fontawesome-svg-core'
import { faBolt } from '@fortawesome/free-solid-svg-icons/faBolt'
import { faBox } from '@fortawesome/free-solid-svg-icons/faBox'
import { faCamera } from '@fortawesome/free-solid-svg-icons/faCamera'
import { faDesktop } from '@fortawesome/free-solid-svg-icons/faDesktop'
import { faEthernet } from '@fortawesome/free-solid-svg-icons/faEthernet'
import { faGlobe } from '@fortawesome/free-solid-svg-icons/faGlobe'
import { faHeadset } from '@fortawesome/free-solid-svg-icons/faHeadset'
import { faHouse } from '@fortawesome/free-solid-svg-icons/faHouse'
import { faKey } from '@fortawesome/free-solid-svg-icons/faKey'
import { faLaptop } from '@fortawesome/free-solid-svg-icons/faLaptop'
import { faMicrochip } from '@fortawesome/free-solid-svg-icons/faMicrochip'
import { faMobileScreen } from '@fortawesome/free-solid-svg-icons/faMobileScreen'
import { faNetworkWired } from '@fortawesome/free-solid-svg-icons/faNetworkWired'
import { faPhone } from '@fortawesome/free-solid-svg-icons/faPhone'
import { faPlug } from '@fortawesome/free-solid-svg-icons/faPlug'
import { faQrcode } from '@fortawesome/free-solid-svg-icons/faQrcode'
import { faSatelliteDish } from '@fortawesome/free-solid-svg-icons/faSatelliteDish'
import { faServer } from '@fortawesome/free-solid-svg-icons/faServer'
import { faSimCard } from '@fortawesome/free-solid-svg-icons/faSimCard'
import { faTowerBroadcast } from '@fortawesome/free-solid-svg-icons/faTowerBroadcast'
import { faTowerCell } from '@fortawesome/free-solid-svg-icons/faTowerCell'
import { faTv } from '@fortawesome/free-solid-svg-icons/faTv'
import { faWifi } from '@fortawesome/free-solid-svg-icons/faWifi'
import { faWrench } from '@fortawesome/free-solid-svg-icons/faWrench'

const ICONS: Readonly<Record<string, IconDefinition>> = {
  'sim-card': faSimCard,
  phone: faPhone,
  'mobile-screen': faMobileScreen,
  qrcode: faQrcode,
  wifi: faWifi,
  'network-wired': faNetworkWired,
  ethernet: faEthernet,
  'satellite-dish': faSatelliteDish,
  'tower-cell': faTowerCell,
  'tower-broadcast': faTowerBroadcast,
  server: faServer,
  microchip: faMicrochip,
  tv: faTv,
  desktop: faDesktop,
  laptop: faLaptop,
  camera: faCamera,
  headset: faHeadset,
  house: faHouse,
  globe: faGlobe,
  plug: faPlug,
  bolt: faBolt,
  key: faKey,
  wrench: faWrench,
  box: faBox,
}

/** Names of the icons to choose from; stored as `fa-solid fa-<name>`. */
export const ICON_NAMES: readonly string[] = Object.keys(ICONS)

/** The name in a stored class such as `fa-solid fa-sim-card`; undefined for a class that is none of those offered. */
export function iconNameOf(stored: string | null | undefined): string | undefined {
  const words = (stored ?? '').split(/\s+/).map((word) => word.replace(/^fa-/, ''))
  return words.findLast((word) => word in ICONS)
}

/** The icon of a stored class; a box for none or an unknown one. */
export function iconOf(stored: string | null | undefined): IconDefinition {
  return ICONS[iconNameOf(stored) ?? ''] ?? faBox
}

/** The class to store for an icon name. */
export function iconClassOf(name: string): string {
  return `fa-solid fa-${name}`
}
