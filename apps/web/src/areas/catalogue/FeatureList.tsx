import { parseFeatures } from '@omnicrm/contract'
import classes from './TermsBox.module.css'

/** Features of a product as bullets, however they are written; nothing when there are none. */
export function FeatureList({ features, limit }: { features: string; limit?: number }) {
  const all = parseFeatures(features)
  if (all.length === 0) return null
  const shown = all.slice(0, limit)
  return (
    <ul className={classes.features}>
      {shown.map((feature) => (
        <li key={feature}>{feature}</li>
      ))}
    </ul>
  )
}
