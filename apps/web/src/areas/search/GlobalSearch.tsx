import { faMagnifyingGlass } from '@fortawesome/free-solid-svg-icons/faMagnifyingGlass'
import { Button, Checkbox, Select, Skeleton, Stack, TextInput } from '@mantine/core'
import { SEARCH_TYPES, searchEndpoints } from '@omnicrm/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keysAreTaken } from '../../actions/shortcut.ts'
import { useRead } from '../../api/use-read.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Icon } from '../../components/Icon.tsx'
import { LoadFailure } from '../../components/LoadFailure.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import classes from './GlobalSearch.module.css'
import { SearchResults } from './SearchResults.tsx'

type Address = { search?: string; page?: string; closed?: string; type?: string; sort?: string }

const SORTS = ['name:asc', 'name:desc', 'customer_id:asc', 'customer_id:desc'] as const

/** S09: one search over customers, contacts, sites, items and services. */
export default function GlobalSearch() {
  const { t } = useTranslation()
  const address = useSearch({ strict: false }) as Address
  const navigate = useNavigate()
  const resultsRef = useRef<HTMLElement>(null)
  const wanted = address.search ?? ''
  const page = Math.max(1, Math.trunc(Number(address.page)) || 1)
  const [sort, order] = (SORTS.find((known) => known === address.sort) ?? '').split(':')
  const query = {
    search: wanted,
    page,
    per_page: 10,
    search_closed_records: address.closed === '1',
    ...(address.type && { filters: JSON.stringify({ type: [address.type] }) }),
    ...(sort && { sort, order: order as 'asc' | 'desc' }),
  }
  const found = useRead(searchEndpoints.everything, { query }, { enabled: wanted !== '', keepPrevious: true })

  function change(part: Address) {
    const next = Object.fromEntries(
      Object.entries({ ...address, page: undefined, ...part }).filter(([, value]) => value),
    )
    void navigate({ to: '/search', search: next, replace: true })
  }

  function handleSearch(entered: { search: string; isClosedIncluded: boolean }) {
    change({ search: entered.search, closed: entered.isClosedIncluded ? '1' : undefined })
    // the arrow keys belong to the pages from here on, not to the text
    resultsRef.current?.focus()
  }

  const lastPage = found.data?.pagination.total_pages ?? 1
  useArrowKeys((step) => {
    const next = page + step
    if (next >= 1 && next <= lastPage) change({ page: String(next) })
  })

  return (
    <>
      <PageHeader title={t('search:title')} />
      <SearchForm key={wanted} search={wanted} isClosedIncluded={address.closed === '1'} onSearch={handleSearch} />
      <section ref={resultsRef} tabIndex={-1} className={classes.results} aria-label={t('search:results')}>
        {wanted === '' && (
          <EmptyState icon={faMagnifyingGlass} text={t('search:start')} hint={t('search:start_hint')} />
        )}
        {wanted !== '' && (
          <div className={classes.choices}>
            <Select
              aria-label={t('search:type_filter')}
              placeholder={t('search:all_types')}
              data={SEARCH_TYPES.map((type) => ({ value: type, label: t(`search:type.${type}`) }))}
              value={address.type ?? null}
              onChange={(type) => change({ type: type ?? undefined })}
              clearable
              w={170}
            />
            <Select
              aria-label={t('search:sort')}
              placeholder={t('search:sort_best')}
              data={SORTS.map((value) => ({ value, label: t(`search:sort_by.${value.replace(':', '_')}`) }))}
              value={address.sort ?? null}
              onChange={(next) => change({ sort: next ?? undefined })}
              clearable
              w={190}
            />
          </div>
        )}
        {found.isLoading && <Skeletons />}
        {found.isError && <LoadFailure error={found.error} onRetry={() => void found.refetch()} />}
        {found.data && (
          <SearchResults
            wanted={wanted}
            hits={found.data.data}
            page={page}
            total={found.data.pagination.total_items}
            lastPage={lastPage}
            onPage={(next) => change({ page: String(next) })}
          />
        )}
      </section>
    </>
  )
}

type Entered = { search: string; isClosedIncluded: boolean }
type FormProps = Entered & { onSearch: (entered: Entered) => void }

function SearchForm({ search, isClosedIncluded, onSearch }: FormProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(search)
  const [isTicked, setIsTicked] = useState(isClosedIncluded)

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    if (text.trim()) onSearch({ search: text.trim(), isClosedIncluded: isTicked })
  }

  return (
    <form onSubmit={handleSubmit} className={classes.form}>
      <TextInput
        size="md"
        type="search"
        aria-label={t('search:box')}
        placeholder={t('search:box')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        leftSection={<Icon icon={faMagnifyingGlass} />}
        autoFocus={search === ''}
        className={classes.box}
      />
      <Button type="submit" size="md">
        {t('search:submit')}
      </Button>
      <Checkbox
        label={t('search:include_closed')}
        checked={isTicked}
        onChange={(event) => setIsTicked(event.currentTarget.checked)}
        className={classes.closed}
      />
    </form>
  )
}

function Skeletons() {
  return (
    <Stack gap="sm">
      <Skeleton h={44} />
      <Skeleton h={44} />
      <Skeleton h={44} />
    </Stack>
  )
}

function useArrowKeys(onStep: (step: 1 | -1) => void): void {
  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keysAreTaken(event.target)) return
    const isRtl = document.documentElement.dir === 'rtl'
    if (event.key === 'ArrowRight') onStep(isRtl ? -1 : 1)
    if (event.key === 'ArrowLeft') onStep(isRtl ? 1 : -1)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handleKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
