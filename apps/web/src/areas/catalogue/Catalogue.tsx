import { faMagnifyingGlass } from '@fortawesome/free-solid-svg-icons/faMagnifyingGlass'
import { Button, Group, SegmentedControl, Skeleton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { customerEndpoints, type Product, productEndpoints } from '@omnicrm/contract'
import { useLocation, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../api/use-read.ts'
import { useCan } from '../../app/use-can.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Icon } from '../../components/Icon.tsx'
import { LoadFailure } from '../../components/LoadFailure.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { AUDIENCES, type Audience, productsOn, type Shelf } from './arrange-catalogue.ts'
import classes from './ProductCard.module.css'
import { ProductCarousel } from './ProductCarousel.tsx'

const TYPING_PAUSE = 300

type Address = { for?: string; customer_id?: string; search?: string }

/** S20: `/plans` and `/addons`; with `?customer_id=` only what that customer may have. */
export default function Catalogue() {
  const { t } = useTranslation()
  const router = useRouter()
  const { pathname } = useLocation()
  const address = useSearch({ strict: false }) as Address
  const isAddons = pathname.startsWith('/addons')
  const customerId = Number(address.customer_id) || undefined
  const customer = useRead(
    customerEndpoints.get,
    { params: { customer_id: customerId ?? 0 } },
    { enabled: customerId !== undefined },
  ).data
  const audience = audienceOf(customer?.customer_account_type ?? address.for)
  const mayOrder = useCan('create_provision')

  function goTo(path: string, part: Address) {
    const search = new URLSearchParams(
      Object.entries({ ...address, ...part }).filter((pair): pair is [string, string] => !!pair[1]),
    ).toString()
    router.history.replace(search ? `${path}?${search}` : path)
  }

  function handleChoose(product: Product) {
    const chosen = new URLSearchParams({ product_id: String(product.product_id) })
    if (customerId !== undefined) chosen.set('customer_id', String(customerId))
    router.history.push(`/assign-plan?${chosen}`)
  }

  return (
    <>
      <PageHeader
        title={t(isAddons ? 'catalogue:addons' : 'catalogue:plans')}
        note={
          customer && (
            <Group gap="xs">
              {t('catalogue:for_customer')}
              <AppLink to={`/customers/${customer.customer_id}#3`}>
                {t('common:named_with_id', { name: customer.customer_name, id: customer.customer_id })}
              </AppLink>
              <Button variant="subtle" size="compact-sm" onClick={() => goTo(pathname, { customer_id: undefined })}>
                {t('catalogue:for_anyone')}
              </Button>
            </Group>
          )
        }
      />
      <div className={classes.toolbar}>
        {!customer && (
          <SegmentedControl
            aria-label={t('catalogue:for_whom')}
            data={AUDIENCES.map((value) => ({ value, label: t(`catalogue:audience.${value}`) }))}
            value={audience}
            onChange={(value) => goTo(pathname, { for: value === 'business' ? value : undefined })}
          />
        )}
        <SegmentedControl
          aria-label={t('catalogue:kind')}
          data={[
            { value: '/plans', label: t('catalogue:plans') },
            { value: '/addons', label: t('catalogue:addons') },
          ]}
          value={isAddons ? '/addons' : '/plans'}
          onChange={(path) => goTo(path, {})}
        />
        <SearchBox value={address.search ?? ''} onChange={(search) => goTo(pathname, { search })} />
      </div>
      <Shelves
        query={{ ...(customerId !== undefined && { customer_id: customerId }), search: address.search || undefined }}
        shelves={isAddons ? ['addons'] : ['plans', 'promotions']}
        audience={audience}
        onChoose={mayOrder ? handleChoose : undefined}
      />
    </>
  )
}

function audienceOf(text: string | undefined): Audience {
  return text?.toLowerCase() === 'business' ? 'business' : 'individual'
}

type ShelvesProps = {
  query: { customer_id?: number; search?: string }
  shelves: readonly Shelf[]
  audience: Audience
  onChoose: ((product: Product) => void) | undefined
}

function Shelves({ query, shelves, audience, onChoose }: ShelvesProps) {
  const { t } = useTranslation()
  const read = useRead(productEndpoints.list, { query }, { keepPrevious: true })
  if (read.isError) return <LoadFailure error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <Skeleton h={260} aria-label={t('common:loading')} />
  const products = read.data
  const filled = shelves
    .map((shelf) => ({ shelf, products: productsOn(products, shelf, audience) }))
    .filter((row) => row.products.length > 0)
  if (filled.length === 0) return <EmptyState text={t('catalogue:none')} hint={t('catalogue:none_hint')} />
  return filled.map((row) => (
    <ProductCarousel
      key={`${row.shelf}-${audience}`}
      title={t(`catalogue:shelf.${audience}_${row.shelf}`)}
      products={row.products}
      chooseLabel={t('catalogue:assign_to_customer')}
      onChoose={onChoose}
    />
  ))
}

type SearchProps = { value: string; onChange: (search: string) => void }

/** Searches while it is typed, after a pause; Enter need not wait for it. */
function SearchBox({ value, onChange }: SearchProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  const search = useDebouncedCallback((wanted: string) => onChange(wanted.trim()), TYPING_PAUSE)
  return (
    <form
      className={classes.search}
      onSubmit={(event) => {
        event.preventDefault()
        search.flush()
      }}
    >
      <TextInput
        type="search"
        aria-label={t('catalogue:search')}
        placeholder={t('catalogue:search')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          search(event.currentTarget.value)
        }}
        leftSection={<Icon icon={faMagnifyingGlass} size={12} />}
      />
    </form>
  )
}
