import { type CustomerDetail, customerEndpoints } from '@omnicrm/contract'
import type { UseQueryResult } from '@tanstack/react-query'
import { useRead } from '../../api/use-read.ts'
import { useSession } from '../../app/session.ts'
import { useCan } from '../../app/use-can.ts'

/** The customer that the signed-in user stands for; undefined for a user without a contact. */
export function useOwnCustomerId(): number | undefined {
  return useSession()?.user.customer_id ?? undefined
}

/** The own customer with contacts, sites and services; not read without the right to. */
export function useOwnCustomer(): UseQueryResult<CustomerDetail> {
  const customerId = useOwnCustomerId()
  const mayRead = useCan(['view_own_customer', 'view_customer'])
  return useRead(
    customerEndpoints.get,
    { params: { customer_id: customerId ?? 0 } },
    { enabled: customerId !== undefined && mayRead },
  )
}
