import classes from './Usage.module.css'
import { bandOf } from './usage-figures.ts'

/** What remains, as wide as its share and in its colour; the figure stands beside it as text. */
export function UsageBar({ percent }: { percent: number }) {
  return (
    <div className={classes.bar} aria-hidden="true">
      <div className={classes.fill} data-band={bandOf(percent)} style={{ inlineSize: `${percent}%` }} />
    </div>
  )
}
