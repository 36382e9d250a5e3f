import { Button } from '@mantine/core'
import type { Product } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { openDialog } from '../../components/dialog/dialogs.ts'
import { Money } from '../../components/figures.tsx'
import { NamedIcon } from '../../components/icons/NamedIcon.tsx'
import { FeatureList } from './FeatureList.tsx'
import classes from './ProductCard.module.css'
import { ProductDetails } from './ProductDetails.tsx'

const SHOWN_FEATURES = 5

type Props = {
  product: Product
  /** what choosing it is called; without `onChoose` there is no such button */
  chooseLabel: string
  onChoose?: () => void
}

/** A product as it is sold: icon, name, features, prices, details and one thing to do with it. */
export function ProductCard({ product, chooseLabel, onChoose }: Props) {
  const { t } = useTranslation()
  return (
    <article className={classes.card} aria-label={product.product_name}>
      <div className={classes.head}>
        <span className={classes.icon}>
          <NamedIcon name={product.icon} size={18} />
        </span>
        <div>
          <h3 className={classes.name}>{product.product_name}</h3>
          <span className={classes.type}>{product.service_type}</span>
        </div>
      </div>
      <div className={classes.features}>
        <FeatureList features={product.features_list} limit={SHOWN_FEATURES} />
      </div>
      <div>
        <div className={classes.price}>
          <span className={classes.amount}>
            <Money amount={product.retail_cost} />
          </span>
          <span className={classes.note}>{t('catalogue:per_month')}</span>
        </div>
        <div className={classes.note}>
          {t('catalogue:setup_note')} <Money amount={product.retail_setup_cost} />
        </div>
      </div>
      <div className={classes.buttons}>
        <Button
          variant="default"
          onClick={() =>
            openDialog((close) => (
              <ProductDetails product={product} chooseLabel={chooseLabel} onChoose={onChoose} onClose={close} />
            ))
          }
        >
          {t('catalogue:view_details')}
        </Button>
        {onChoose && <Button onClick={onChoose}>{chooseLabel}</Button>}
      </div>
    </article>
  )
}
