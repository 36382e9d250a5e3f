import type { IconDefinition } from '@fortawesome/fontawesome-svg-core'
import classes from './Icon.module.css'

type Props = { icon: IconDefinition; size?: number; flipInRtl?: boolean }

/** A FontAwesome icon as a plain SVG in the text colour; decoration only, the word stands beside it or in a label. */
export function Icon({ icon: { icon }, size = 14, flipInRtl = false }: Props) {
  const [width, height, , , path] = icon
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      height={size}
      width={(size * 5) / 4}
      className={flipInRtl ? `${classes.icon} ${classes.flips}` : classes.icon}
      aria-hidden="true"
      focusable="false"
    >
      {(Array.isArray(path) ? path : [path]).map((d) => (
        <path key={d} d={d} fill="currentColor" />
      ))}
    </svg>
  )
}
