import type { ReactNode } from 'react'
import classes from './Panel.module.css'

type Props = { title?: string; actions?: ReactNode; children: ReactNode; isFlush?: boolean }

/** A framed part of a screen; `isFlush` lets a table reach its edges. */
export function Panel({ title, actions, children, isFlush = false }: Props) {
  return (
    <section className={classes.panel} aria-label={title}>
      {(title || actions) && (
        <div className={classes.head}>
          {title && <h2 className={classes.title}>{title}</h2>}
          {actions}
        </div>
      )}
      <div className={isFlush ? undefined : classes.body}>{children}</div>
    </section>
  )
}
