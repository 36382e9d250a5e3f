import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './DataTable.module.css'
import { pageNumbers, resultRange } from './pager.ts'
import { PAGE_SIZES, type TableState } from './table-state.ts'

type Props = { state: TableState; total: number; lastPage: number; onChange: (next: TableState) => void }

export function TablePager({ state, total, lastPage, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div className={classes.pager}>
      <span className="numeric" aria-live="polite">
        {t('common:table.showing', { ...resultRange(state.page, state.perPage, total), total })}
      </span>
      <div className={classes.pagerEnd}>
        <Select
          aria-label={t('common:table.per_page')}
          data={PAGE_SIZES.map((size) => ({ value: String(size), label: t('common:table.rows', { size }) }))}
          value={String(state.perPage)}
          onChange={(value) => onChange({ ...state, perPage: Number(value), page: 1 })}
          allowDeselect={false}
          size="xs"
          w={110}
        />
        <PageButtons page={state.page} lastPage={lastPage} onChange={(page) => onChange({ ...state, page })} />
      </div>
    </div>
  )
}

type ButtonsProps = { page: number; lastPage: number; onChange: (page: number) => void }

/** Previous, page numbers, Next. */
export function PageButtons({ page, lastPage, onChange }: ButtonsProps) {
  const { t } = useTranslation()
  let gaps = 0
  return (
    <nav className={classes.pages} aria-label={t('common:table.pages')}>
      <button type="button" disabled={page <= 1} onClick={() => onChange(page - 1)}>
        {t('common:table.previous')}
      </button>
      {pageNumbers(page, lastPage).map((number) =>
        number === null ? (
          <span key={`gap-${++gaps}`} aria-hidden="true">
            {'…'}
          </span>
        ) : (
          <button
            key={number}
            type="button"
            className="numeric"
            aria-current={number === page ? 'page' : undefined}
            aria-label={t('common:table.page', { number })}
            onClick={() => onChange(number)}
          >
            {number}
          </button>
        ),
      )}
      <button type="button" disabled={page >= lastPage} onClick={() => onChange(page + 1)}>
        {t('common:table.next')}
      </button>
    </nav>
  )
}
