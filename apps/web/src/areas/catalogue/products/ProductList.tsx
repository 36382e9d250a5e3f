import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { Anchor, Button, Group } from '@mantine/core'
import { PRODUCT_CATEGORIES, type Product, productEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { uiConfig } from '../../../app/ui-config.ts'
import { useCan } from '../../../app/use-can.ts'
import { Money } from '../../../components/figures.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { NamedIcon } from '../../../components/icons/NamedIcon.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { serverList } from '../../../components/table/server-list.ts'
import type { Column, Filter } from '../../../components/table/types.ts'
import { openProduct } from './open-product.tsx'
import { productActions } from './product-actions.ts'

const source = serverList(productEndpoints.listPaginated)

/** S23: the whole catalogue, what is not on sale included. */
export default function ProductList() {
  const { t } = useTranslation()
  const mayCreate = useCan('create_product')
  return (
    <>
      <PageHeader title={t('catalogue:manage.title')}>
        {mayCreate && (
          <Button leftSection={<Icon icon={faPlus} size={12} />} onClick={() => openProduct()}>
            {t('catalogue:manage.create')}
          </Button>
        )}
      </PageHeader>
      <DataTable
        id="products"
        isMain
        label={t('catalogue:manage.title')}
        source={source}
        columns={columns}
        filters={filters()}
        rowKey={keyOf}
        rowActions={productActions}
        searchLabel={t('catalogue:manage.search')}
        emptyText={t('catalogue:manage.empty')}
        defaults={defaults}
        exportName="products"
      />
    </>
  )
}

const defaults = { sort: { id: 'product_id', order: 'desc' as const } }
const keyOf = (product: Product) => product.product_id

const columns: readonly Column<Product>[] = [
  { id: 'product_id', labelKey: 'catalogue:manage.id', cell: keyOf, isSortable: true, width: '5rem' },
  {
    id: 'product_name',
    labelKey: 'catalogue:manage.name',
    cell: (product) => (
      <Group gap="xs" wrap="nowrap">
        <NamedIcon name={product.icon} size={15} />
        <Anchor component="button" type="button" ta="start" onClick={() => openProduct(product.product_id)}>
          {product.product_name}
        </Anchor>
      </Group>
    ),
    isSortable: true,
    canHide: false,
  },
  {
    id: 'product_slug',
    labelKey: 'catalogue:manage.slug',
    cell: (product) => <code>{product.product_slug}</code>,
    isSortable: true,
  },
  {
    id: 'category',
    labelKey: 'catalogue:manage.category',
    cell: (product) => <CategoryWord category={product.category} />,
    isSortable: true,
  },
  {
    id: 'service_type',
    labelKey: 'catalogue:field.service_type',
    cell: (product) => product.service_type,
    isSortable: true,
  },
  {
    id: 'retail_cost',
    labelKey: 'catalogue:field.monthly',
    cell: (product) => <Money amount={product.retail_cost} />,
    isSortable: true,
    isNumeric: true,
  },
  {
    id: 'retail_setup_cost',
    labelKey: 'catalogue:field.setup',
    cell: (product) => <Money amount={product.retail_setup_cost} />,
    isSortable: true,
    isNumeric: true,
  },
  {
    id: 'enabled',
    labelKey: 'catalogue:manage.on_sale',
    cell: (product) => <EnabledBadge isEnabled={product.enabled} />,
    isSortable: true,
  },
]

function CategoryWord({ category }: Pick<Product, 'category'>) {
  const { t } = useTranslation()
  return t(`catalogue:category.${category}`)
}

function EnabledBadge({ isEnabled }: { isEnabled: boolean }) {
  const { t } = useTranslation()
  return (
    <StatusBadge
      status={isEnabled ? 'active' : 'inactive'}
      label={t(isEnabled ? 'catalogue:manage.is_enabled' : 'catalogue:manage.is_disabled')}
    />
  )
}

let cached: readonly Filter<Product>[] | undefined

/** Made once, when the configured service types are known. */
function filters(): readonly Filter<Product>[] {
  cached ??= [
    {
      kind: 'select',
      id: 'category',
      labelKey: 'catalogue:manage.category',
      options: PRODUCT_CATEGORIES.map((value) => ({ value, labelKey: `catalogue:category.${value}` })),
    },
    {
      kind: 'multi-select',
      id: 'service_type',
      labelKey: 'catalogue:field.service_type',
      options: uiConfig().service_types.map((type) => ({ value: type, label: type })),
    },
    {
      kind: 'select',
      id: 'enabled',
      labelKey: 'catalogue:manage.on_sale',
      options: [
        { value: true, labelKey: 'catalogue:manage.is_enabled' },
        { value: false, labelKey: 'catalogue:manage.is_disabled' },
      ],
    },
  ]
  return cached
}
