import { type CustomerDetail, type Product, provisionEndpoints, ticketEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { isApiError, reasonOf } from '../../../api/api-error.ts'
import { call } from '../../../api/call.ts'
import { markStale, useWrite } from '../../../api/use-write.ts'
import { now } from '../../../app/clock.ts'
import { showFailure } from '../../../components/toasts.ts'
import { startsAt } from './installation.ts'
import { type Order, orderBody, serviceOf } from './order.ts'

type WholeOrder = Order & { product: Product; customer: CustomerDetail }
type Outcome = {
  onStarted: (provisionId: number) => void
  /** somebody else took an item meanwhile */
  onItemTaken: () => void
}

/** Places the order, then makes its installation ticket. An order stands even when its ticket could not be made. */
export function usePlaceOrder() {
  const { t } = useTranslation()
  const write = useWrite(provisionEndpoints.create, { alsoChanges: ['inventory'], toastFailure: false })

  function place(order: WholeOrder, { onStarted, onItemTaken }: Outcome) {
    const begins = startsAt(order.choices, now())
    write.mutate(
      { body: { ...orderBody(order), ...(begins && { starts_at: begins }) } },
      {
        onSuccess: ({ provision_id }) => {
          onStarted(provision_id)
          if (order.choices.makesTicket) void makeTicket(order, provision_id)
        },
        onError: (thrown) => {
          if (isApiError(thrown) && thrown.status === 409) onItemTaken()
        },
      },
    )
  }

  async function makeTicket(order: WholeOrder, provision_id: number): Promise<void> {
    const { product, customer, choices } = order
    const site = customer.sites.find(({ site_id }) => site_id === choices.siteId)
    const body = {
      customer_id: customer.customer_id,
      provision_id,
      title: [product.product_name, site?.site_name ?? customer.customer_name].join(' – '),
      ...(site && { site_id: site.site_id }),
      ...(serviceOf(order) !== null && { service_id: serviceOf(order) }),
      ...(choices.installationDate && { installation_date: choices.installationDate }),
    }
    try {
      // one ticket a job: the key makes a repeated call harmless
      await call(ticketEndpoints.create, { body }, { idempotencyKey: `ticket-of-job-${provision_id}` })
      await markStale(['ticket'])
    } catch (thrown) {
      showFailure(t('catalogue:assign.ticket_failed', { id: provision_id, reason: reasonOf(thrown, t) }))
    }
  }

  return { place, error: write.error, isPending: write.isPending, reset: write.reset }
}
