import type { IconDefinition } from '@fortawesome/fontawesome-svg-core'
import { faAddressCard } from '@fortawesome/free-solid-svg-icons/faAddressCard'
import { faLocationDot } from '@fortawesome/free-solid-svg-icons/faLocationDot'
import { faSignal } from '@fortawesome/free-solid-svg-icons/faSignal'
import { faSimCard } from '@fortawesome/free-solid-svg-icons/faSimCard'
import { faUser } from '@fortawesome/free-solid-svg-icons/faUser'
import type { SearchHit } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../components/AppLink.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Icon } from '../../components/Icon.tsx'
import { resultRange } from '../../components/table/pager.ts'
import { PageButtons } from '../../components/table/TablePager.tsx'
import classes from './GlobalSearch.module.css'
import { highlightOf, resultLink } from './result-link.ts'

type Props = {
  wanted: string
  hits: readonly SearchHit[]
  page: number
  total: number
  lastPage: number
  onPage: (page: number) => void
}

export function SearchResults({ wanted, hits, page, total, lastPage, onPage }: Props) {
  const { t } = useTranslation()
  if (hits.length === 0) return <EmptyState text={t('search:none', { wanted })} hint={t('search:none_hint')} />
  return (
    <>
      <ul className={classes.list}>
        {hits.map((hit) => (
          <Hit key={`${hit.type}-${hit.id}`} hit={hit} />
        ))}
      </ul>
      <div className={classes.pager}>
        <span className="numeric" aria-live="polite">
          {t('common:table.showing', { ...resultRange(page, 10, total), total })}
        </span>
        <PageButtons page={page} lastPage={lastPage} onChange={onPage} />
      </div>
    </>
  )
}

const ICONS: Record<SearchHit['type'], IconDefinition> = {
  customer: faUser,
  contact: faAddressCard,
  site: faLocationDot,
  inventory: faSimCard,
  service: faSignal,
}

function Hit({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation()
  return (
    <li className={classes.hit}>
      <Icon icon={ICONS[hit.type]} size={16} />
      <div className={classes.hitText}>
        <AppLink to={resultLink(hit)} highlight={highlightOf(hit)} className={classes.hitName}>
          {hit.name}
        </AppLink>
        <div className={classes.hitNote}>
          <span>
            {hit.customer_id === null ? t('search:no_customer') : t('search:customer_id', { id: hit.customer_id })}
          </span>
          <span>{t('search:type_is', { type: t(`search:type.${hit.type}`) })}</span>
        </div>
      </div>
    </li>
  )
}
