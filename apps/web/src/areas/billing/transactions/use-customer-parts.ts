import { serviceEndpoints, siteEndpoints } from '@omnicrm/contract'
import { useRead } from '../../../api/use-read.ts'
import { useCan } from '../../../app/use-can.ts'

type Option = { value: string; label: string }

/** The services and sites to choose of, and whether the chosen service is taxed; none while no customer is chosen. */
export function useCustomerParts(customerId: number | undefined, serviceId: string | null) {
  const maySeeServices = useCan('view_customer_service')
  const maySeeSites = useCan('view_customer_site')
  const input = { params: { customer_id: customerId ?? 0 } }
  const isChosen = customerId !== undefined
  const services = useRead(serviceEndpoints.listOfCustomer, input, { enabled: isChosen && maySeeServices }).data ?? []
  const sites = useRead(siteEndpoints.listOfCustomer, input, { enabled: isChosen && maySeeSites }).data ?? []
  const chosen = services.find(({ service_id }) => String(service_id) === serviceId)
  return {
    services: services.map(({ service_id, service_name }): Option => optionOf(service_id, service_name)),
    sites: sites.map(({ site_id, site_name }): Option => optionOf(site_id, site_name)),
    isTaxable: chosen?.service_taxable ?? true,
  }
}

function optionOf(id: number, name: string | null): Option {
  return { value: String(id), label: name ? `${name} (${id})` : String(id) }
}
