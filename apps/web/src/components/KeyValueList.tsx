import type { ReactNode } from 'react'
import classes from './KeyValueList.module.css'

type Props = { items: readonly { label: string; value: ReactNode }[]; columns?: 1 | 2 | 3 }

/** Read-only details, label beside value; a dash for what is not set. */
export function KeyValueList({ items, columns = 1 }: Props) {
  return (
    <dl className={classes.list} data-columns={columns}>
      {items.map(({ label, value }) => (
        <div key={label} className={classes.item}>
          <dt>{label}</dt>
          <dd>{value === null || value === undefined || value === '' ? '–' : value}</dd>
        </div>
      ))}
    </dl>
  )
}
