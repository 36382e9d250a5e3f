import { faUserSlash } from '@fortawesome/free-solid-svg-icons/faUserSlash'
import { SimpleGrid, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../app/session.ts'
import { useCan } from '../../app/use-can.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Panel } from '../../components/Panel.tsx'
import { LatestInvoices } from './invoices/LatestInvoices.tsx'
import { OwnContacts, OwnDetails, OwnSites } from './OwnDetails.tsx'
import { ServiceCards } from './services/ServiceCards.tsx'
import { useOwnCustomer, useOwnCustomerId } from './use-own-customer.ts'

/** Where customers land: what they have, what they owe, and what we know of them (S44). */
export default function SelfCareHome() {
  const { t } = useTranslation()
  const session = useSession()
  const customerId = useOwnCustomerId()
  const customer = useOwnCustomer().data
  const seesServices = useCan('view_own_customer_service')
  const seesInvoices = useCan('view_own_customer_invoice')
  const title = t('selfcare:home.title', { name: session?.user.first_name ?? '' })
  if (customerId === undefined)
    return (
      <>
        <PageHeader title={title} />
        <EmptyState icon={faUserSlash} text={t('selfcare:home.unlinked')} hint={t('selfcare:home.unlinked_hint')}>
          <AppLink to="/settings">{t('selfcare:nav.settings')}</AppLink>
        </EmptyState>
      </>
    )
  return (
    <>
      <PageHeader
        title={title}
        note={customer && t('selfcare:home.note', { name: customer.customer_name, id: customer.customer_id })}
      />
      <Stack gap="md">
        {seesServices && (
          <Panel
            title={t('selfcare:nav.services')}
            actions={<AppLink to="/self-care/services">{t('selfcare:home.all_services')}</AppLink>}
          >
            <ServiceCards customerId={customerId} most={3} />
          </Panel>
        )}
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
          {seesInvoices && (
            <Panel
              title={t('selfcare:home.invoices')}
              actions={<AppLink to="/self-care/invoices">{t('selfcare:home.all_invoices')}</AppLink>}
            >
              <LatestInvoices customerId={customerId} />
            </Panel>
          )}
          <Panel
            title={t('selfcare:home.account')}
            actions={<AppLink to="/settings">{t('selfcare:home.change_settings')}</AppLink>}
          >
            <OwnDetails customer={customer} />
          </Panel>
        </SimpleGrid>
        {customer && (
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
            <Panel title={t('selfcare:home.contacts')}>
              <OwnContacts contacts={customer.contacts} />
            </Panel>
            <Panel title={t('selfcare:home.sites')}>
              <OwnSites sites={customer.sites} />
            </Panel>
          </SimpleGrid>
        )}
      </Stack>
    </>
  )
}
