import '@mantine/carousel/styles.layer.css'
import { faChevronLeft } from '@fortawesome/free-solid-svg-icons/faChevronLeft'
import { faChevronRight } from '@fortawesome/free-solid-svg-icons/faChevronRight'
import { Carousel } from '@mantine/carousel'
import { ActionIcon, useDirection } from '@mantine/core'
import type { Product } from '@omnicrm/contract'
import type { EmblaCarouselType } from 'embla-carousel'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import classes from './ProductCard.module.css'
import { ProductCard } from './ProductCard.tsx'

type Props = {
  title: string
  products: readonly Product[]
  chooseLabel: string
  /** absent for who may not order */
  onChoose?: (product: Product) => void
}

/** A row of cards: swiped, moved by its arrows, by the arrow keys, or by Tab from card to card. */
export function ProductCarousel({ title, products, chooseLabel, onChoose }: Props) {
  const { t } = useTranslation()
  const { dir } = useDirection()
  const [embla, setEmbla] = useState<EmblaCarouselType | null>(null)
  const reach = useReach(embla)
  return (
    <section aria-label={title} className={classes.carousel}>
      <div className={classes.rowHead}>
        <h2 className={classes.rowTitle}>{title}</h2>
        {(reach.back || reach.forth) && (
          <div className={classes.controls}>
            <ActionIcon
              variant="default"
              aria-label={t('catalogue:previous')}
              disabled={!reach.back}
              onClick={() => embla?.scrollPrev()}
            >
              <Icon icon={faChevronLeft} size={11} flipInRtl />
            </ActionIcon>
            <ActionIcon
              variant="default"
              aria-label={t('catalogue:next')}
              disabled={!reach.forth}
              onClick={() => embla?.scrollNext()}
            >
              <Icon icon={faChevronRight} size={11} flipInRtl />
            </ActionIcon>
          </div>
        )}
      </div>
      <Carousel
        // the direction is read once
        key={dir}
        getEmblaApi={setEmbla}
        slideSize={{ base: '86%', xs: '48%', md: '32%', xl: '24%' }}
        slideGap="md"
        withControls={false}
        emblaOptions={{ align: 'start', containScroll: 'trimSnaps', direction: dir }}
      >
        {products.map((product) => (
          <Carousel.Slide key={product.product_id}>
            <ProductCard product={product} chooseLabel={chooseLabel} onChoose={onChoose && (() => onChoose(product))} />
          </Carousel.Slide>
        ))}
      </Carousel>
    </section>
  )
}

/** Whether there is more to either side. */
function useReach(embla: EmblaCarouselType | null): { back: boolean; forth: boolean } {
  const [reach, setReach] = useState({ back: false, forth: false })
  useEffect(() => {
    if (!embla) return
    const update = () => setReach({ back: embla.canScrollPrev(), forth: embla.canScrollNext() })
    update()
    embla.on('select', update).on('reInit', update)
    return () => {
      embla.off('select', update).off('reInit', update)
    }
  }, [embla])
  return reach
}
