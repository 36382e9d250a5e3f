import { type Tone, toneOf } from './badge-tone.ts'
import classes from './StatusBadge.module.css'

type Props = {
  /** the word as stored; it decides the colour */
  status: string
  /** the word as read, translated; the stored one when left out */
  label?: string
  tone?: Tone
}

/** A status as a word on its colour. */
export function StatusBadge({ status, label, tone = toneOf(status) }: Props) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {label ?? status}
    </span>
  )
}
