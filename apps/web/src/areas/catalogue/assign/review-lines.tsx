import type { CustomerDetail, Product } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { now } from '../../../app/clock.ts'
import { DateText, Money } from '../../../components/figures.tsx'
import { FeatureList } from '../FeatureList.tsx'
import { dueToday, renewalDate } from '../plan-figures.ts'
import { startsAt } from './installation.ts'
import { type Order, serviceOf } from './order.ts'
import { type FreeItems, itemLabel } from './use-free-items.ts'

type WholeOrder = Order & { product: Product; customer: CustomerDetail }

/** What was chosen and what it costs, line by line; what was not asked is left out. */
export function useReviewLines(order: WholeOrder, free: readonly FreeItems[]) {
  const { t } = useTranslation()
  const { product, customer, choices } = order
  const serviceId = serviceOf(order)
  const service = customer.services.find(({ service_id }) => service_id === serviceId)
  const site = customer.sites.find(({ site_id }) => site_id === choices.siteId)
  const contactName = (id: number | null) => {
    const contact = customer.contacts.find(({ contact_id }) => contact_id === id)
    return contact && `${contact.contact_firstname} ${contact.contact_lastname}`
  }
  const begins = startsAt(choices, now())
  const willRenew = choices.autoRenew ?? product.auto_renew === 'true'
  const lines = [
    {
      label: t('catalogue:field.customer'),
      value: t('common:named_with_id', { name: customer.customer_name, id: customer.customer_id }),
    },
    { label: t('catalogue:field.product'), value: product.product_name },
    service && {
      label: t('catalogue:field.service'),
      value: t('common:named_with_id', { name: service.service_name ?? service.service_uuid, id: service.service_id }),
    },
    ...free.map(({ type, items }) => {
      const item = items?.find(({ inventory_id }) => inventory_id === choices.items[type])
      return { label: type, value: item && itemLabel(item) }
    }),
    site && { label: t('catalogue:field.site'), value: site.site_name },
    choices.billingContactId !== null && {
      label: t('catalogue:field.billing_contact'),
      value: contactName(choices.billingContactId),
    },
    choices.technicalContactId !== null && {
      label: t('catalogue:field.technical_contact'),
      value: contactName(choices.technicalContactId),
    },
    choices.poNumber.trim() !== '' && { label: t('catalogue:field.po_number'), value: choices.poNumber },
    choices.installationDate !== '' && {
      label: t('catalogue:field.installation_date'),
      value: <DateText value={choices.installationDate} />,
    },
    begins !== undefined && {
      label: t('catalogue:assign.begins'),
      value: <DateText value={begins} as="time" />,
    },
    choices.makesTicket && { label: t('catalogue:assign.ticket'), value: t('catalogue:yes') },
    ...choices.customFields
      .filter(({ name }) => name.trim() !== '')
      .map(({ name, value }) => ({ label: name.trim(), value })),
    product.features_list && {
      label: t('catalogue:field.features'),
      value: <FeatureList features={product.features_list} />,
    },
    { label: t('catalogue:field.setup'), value: <Money amount={product.retail_setup_cost} /> },
    { label: t('catalogue:field.monthly'), value: <Money amount={product.retail_cost} /> },
    {
      label: t('catalogue:field.due_today'),
      value: (
        <>
          <strong>
            <Money amount={dueToday(product)} />
          </strong>
          {product.tax_percentage > 0 && ` ${t('catalogue:plus_tax', { percent: product.tax_percentage })}`}
        </>
      ),
    },
    {
      label: t('catalogue:field.renewal_date'),
      value: willRenew && <DateText value={renewalDate(product, now())} />,
    },
    { label: t('catalogue:field.auto_renew'), value: t(willRenew ? 'catalogue:yes' : 'catalogue:no') },
  ]
  return lines
    .filter((line) => typeof line === 'object' && line !== null)
    .map(({ label, value }) => ({ label, value: value || null }))
}
