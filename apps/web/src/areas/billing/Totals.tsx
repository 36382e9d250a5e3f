import type { ReactNode } from 'react'
import { Money } from '../../components/figures.tsx'
import classes from './Totals.module.css'

type Props = {
  /** at the other end, such as how many lines there are */
  note?: ReactNode
  items: readonly { label: string; amount: number | string; isStrong?: boolean }[]
}

/** Sums below lines, set at the end. */
export function Totals({ note, items }: Props) {
  return (
    <div className={classes.totals}>
      <div className={classes.note} aria-live="polite">
        {note}
      </div>
      <dl className={classes.sums}>
        {items.map(({ label, amount, isStrong }) => (
          <div key={label} data-strong={isStrong || undefined}>
            <dt>{label}</dt>
            <dd>
              <Money amount={amount} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
