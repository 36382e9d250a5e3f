import { Stack, Text } from '@mantine/core'
import { productEndpoints, type ServiceDetail, siteEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useCan } from '../../../app/use-can.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { CopyButton } from '../../../components/CopyButton.tsx'
import { DateText, Money } from '../../../components/figures.tsx'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { FeatureList } from '../../catalogue/FeatureList.tsx'
import { ActionPlans } from './ActionPlans.tsx'

/** What the service is, what it costs, how long it lasts, and how it renews. */
export function OverviewTab({ service }: { service: ServiceDetail }) {
  const { t } = useTranslation()
  const mayViewProduct = useCan('view_product')
  const product = useRead(
    productEndpoints.get,
    { params: { product_id: service.product_id } },
    { enabled: mayViewProduct },
  ).data
  return (
    <Stack>
      <Panel title={t('services:page.details')}>
        <Details service={service} productName={product?.product_name} />
      </Panel>
      <ActionPlans service={service} />
      {product?.features_list && (
        <Panel title={t('services:field.features')}>
          <FeatureList features={product.features_list} />
        </Panel>
      )}
      {service.service_notes && (
        <Panel title={t('services:field.notes')}>
          <Text style={{ whiteSpace: 'pre-wrap' }}>{service.service_notes}</Text>
        </Panel>
      )}
    </Stack>
  )
}

function Details({ service, productName }: { service: ServiceDetail; productName: string | undefined }) {
  const { t } = useTranslation()
  const mayViewSite = useCan('view_customer_site')
  const site = useRead(
    siteEndpoints.get,
    { params: { site_id: service.site_id ?? 0 } },
    { enabled: mayViewSite && service.site_id !== null },
  ).data
  const yesNo = (value: boolean) => t(value ? 'services:yes' : 'services:no')
  const optional = [
    service.site_id !== null && {
      label: t('services:field.site'),
      value: <AppLink to={`/customers/${service.customer_id}#2`}>{site?.site_name ?? service.site_id}</AppLink>,
    },
    service.po_number && { label: t('services:field.po_number'), value: service.po_number },
    service.promo_code && { label: t('services:field.promo_code'), value: service.promo_code },
    service.installation_date && {
      label: t('services:field.installation_date'),
      value: <DateText value={service.installation_date} />,
    },
    service.bundled_parent !== null && {
      label: t('services:field.parent'),
      value: <AppLink to={`/services/${service.bundled_parent}`}>{service.bundled_parent}</AppLink>,
    },
    service.cancel_at && {
      label: t('services:field.cancel_at'),
      value: <DateText value={service.cancel_at} as="both" />,
    },
    service.terms_accepted_at && {
      label: t('services:field.terms_accepted'),
      value: <DateText value={service.terms_accepted_at} as="time" />,
    },
    ...Object.entries(service.custom_fields).map(([label, value]) => ({ label, value: String(value) })),
  ].filter((item) => typeof item === 'object' && item !== null)
  return (
    <KeyValueList
      columns={2}
      items={[
        { label: t('services:field.product'), value: productName ?? service.product_id },
        { label: t('services:field.type'), value: service.service_type },
        {
          label: t('services:field.uuid'),
          value: (
            <>
              <code>{service.service_uuid}</code> <CopyButton value={service.service_uuid} />
            </>
          ),
        },
        { label: t('services:field.retail'), value: <Money amount={service.retail_cost} /> },
        ...(service.wholesale_cost === undefined
          ? []
          : [{ label: t('services:field.wholesale'), value: <Money amount={service.wholesale_cost} /> }]),
        { label: t('services:field.provisioned'), value: <DateText value={service.service_provisioned_date} /> },
        { label: t('services:field.active'), value: <DateText value={service.service_active_date} /> },
        { label: t('services:field.deactivate'), value: <DateText value={service.service_deactivate_date} /> },
        { label: t('services:field.contract_end'), value: <DateText value={service.contract_end_date} as="both" /> },
        { label: t('services:field.billed'), value: yesNo(service.service_billed) },
        { label: t('services:field.taxable'), value: yesNo(service.service_taxable) },
        { label: t('services:field.visible'), value: yesNo(service.service_visible_to_customer) },
        { label: t('services:field.usage_visible'), value: yesNo(service.service_usage_visible_to_customer) },
        ...optional,
      ]}
    />
  )
}
