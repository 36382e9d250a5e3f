import type { ReactNode } from 'react'
import classes from './StatCard.module.css'

type Props = {
  label: string
  value: ReactNode
  /** small line below, such as a count */
  note?: ReactNode
  /** change against the period before, in whole percent */
  change?: number
}

/** A key figure; a change shows as ▲ green, ▼ red or ▶ grey with its percent. */
export function StatCard({ label, value, note, change }: Props) {
  return (
    <div className={classes.card}>
      <div className={classes.label}>{label}</div>
      <div className={classes.value}>
        {value}
        {change !== undefined && <Change percent={change} />}
      </div>
      {note && <div className={classes.note}>{note}</div>}
    </div>
  )
}

/** Lays stat cards out side by side, as many as fit. */
export function StatCards({ children }: { children: ReactNode }) {
  return <div className={classes.row}>{children}</div>
}

function Change({ percent }: { percent: number }) {
  const direction = percent > 0 ? 'up' : percent < 0 ? 'down' : 'same'
  const sign = { up: '▲', down: '▼', same: '▶' }[direction]
  return (
    <span className={classes.change} data-direction={direction}>
      {`${sign} ${Math.abs(Math.trunc(percent))}%`}
    </span>
  )
}
