import { faLocationDot } from '@fortawesome/free-solid-svg-icons/faLocationDot'
import { faPen } from '@fortawesome/free-solid-svg-icons/faPen'
import { faTrash } from '@fortawesome/free-solid-svg-icons/faTrash'
import { Button, Group } from '@mantine/core'
import { type Site, siteEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { useRead } from '../../../api/use-read.ts'
import { markStale } from '../../../api/use-write.ts'
import { useCan } from '../../../app/use-can.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { Icon } from '../../../components/Icon.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'
import { showSuccess } from '../../../components/toasts.ts'
import { useHighlight } from '../../../components/use-highlight.ts'
import { SiteForm } from './SiteForm.tsx'

/** Sites of a customer: list, add, edit, delete. */
export default function SitesTab({ customerId }: { customerId: number }) {
  const { t } = useTranslation()
  const mayAdd = useCan('create_customer_site')
  const sites = useRead(siteEndpoints.listOfCustomer, { params: { customer_id: customerId } })
  return (
    <>
      {mayAdd && (
        <Group justify="flex-end" mb="sm">
          <Button leftSection={<Icon icon={faLocationDot} />} onClick={() => openSiteForm(customerId)}>
            {t('customers:site.add')}
          </Button>
        </Group>
      )}
      <DataTable
        id="sites"
        keepIn="memory"
        label={t('customers:tab.sites')}
        rows={sites.data}
        error={sites.error}
        onRetry={() => void sites.refetch()}
        columns={columns}
        rowKey={(site) => site.site_id}
        rowActions={rowActions}
        searchLabel={t('customers:site.search')}
        emptyText={t('customers:site.empty')}
        highlight={useHighlight('site')}
      />
    </>
  )
}

function openSiteForm(customerId: number, site?: Site): void {
  openDialog((close) => <SiteForm customerId={customerId} site={site} onClose={close} />)
}

const addressOf = (site: Site) =>
  [site.address_line_1, site.address_line_2, site.zip_code, site.city, site.state, site.country]
    .filter(Boolean)
    .join(', ')

const rowActions = [
  defineAction<Site>({
    id: 'site.edit',
    labelKey: 'customers:action.edit',
    icon: faPen,
    permission: 'update_customer_site',
    run: (site) => openSiteForm(site.customer_id, site),
  }),
  defineAction<Site>({
    id: 'site.delete',
    labelKey: 'customers:action.delete',
    icon: faTrash,
    permission: 'delete_customer_site',
    isDangerous: true,
    run: async (site, { t }) => {
      await confirm({
        title: t('customers:site.delete_title'),
        affected: [site.site_name],
        canUndo: false,
        confirmLabel: t('customers:action.delete'),
        run: async () => {
          await call(siteEndpoints.remove, { params: { site_id: site.site_id } })
          await markStale(['site', 'customer'])
          showSuccess(t('customers:site.deleted'))
        },
      })
    },
  }),
]

const columns: readonly Column<Site>[] = [
  {
    id: 'site_name',
    labelKey: 'customers:site.name',
    cell: (site) => site.site_name,
    value: (site) => site.site_name,
    isSortable: true,
    canHide: false,
  },
  {
    id: 'address',
    labelKey: 'customers:site.address',
    cell: (site) => <bdi>{addressOf(site)}</bdi>,
    value: addressOf,
    isSortable: true,
  },
  {
    id: 'position',
    labelKey: 'customers:site.position',
    cell: ({ latitude, longitude }) => <bdi className="numeric">{`${latitude}, ${longitude}`}</bdi>,
  },
  {
    id: 'plus_code',
    labelKey: 'common:location.plus_code',
    cell: (site) => <bdi>{site.plus_code}</bdi>,
    value: (site) => site.plus_code,
  },
  {
    id: 'address_note',
    labelKey: 'customers:site.address_note',
    cell: (site) => site.address_note ?? '–',
    value: (site) => site.address_note,
  },
]
