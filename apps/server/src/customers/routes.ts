import {
  activityEndpoints,
  type CustomerDetail,
  contactEndpoints,
  customerEndpoints,
  siteEndpoints,
} from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { eachForItself } from '../platform/each-for-itself.ts'
import type { Routes } from '../platform/http/routes.ts'
import { presentList } from '../platform/lists.ts'
import { missing, requireReach } from '../platform/reach.ts'
import { listActivity, listAudit, presentActivity, readActivity } from './activity.ts'
import { type ArchiveBlocker, archiveCustomer, restoreCustomer } from './archive-customer.ts'
import { createCustomer } from './create-customer.ts'
import { presentContact, presentCustomer, presentSite } from './present.ts'
import { allCustomers, contactsOf, findContact, findCustomer, findSite, listCustomers, sitesOf } from './tables.ts'
import { updateCustomer } from './update-customer.ts'
import { removeContact, updateContact, writeContact } from './write-contact.ts'
import { removeSite, updateSite, writeSite } from './write-site.ts'

/** What the domains above tell this one. */
export type CustomerPorts = {
  archiveBlockers: readonly ArchiveBlocker[]
  /** the services of a customer, as its page lists them */
  servicesOf(context: Context, customerId: number): Promise<CustomerDetail['services']>
}

export function customerRoutes(routes: Routes, ports: CustomerPorts): void {
  const detail = async (context: Context, customerId: number): Promise<CustomerDetail> => {
    const customer = await findCustomer(context, customerId)
    if (!customer) throw missing(context, 'Customer')
    // One after the other: inside a change there is one connection, which takes one query at a time.
    const contacts = await contactsOf(context, customerId)
    const sites = await sitesOf(context, customerId)
    const services = await ports.servicesOf(context, customerId)
    return {
      ...presentCustomer(customer),
      contacts: contacts.map(presentContact),
      sites: sites.map(presentSite),
      services,
    }
  }

  routes.handle(customerEndpoints.list, async ({ query, context }) =>
    presentList(await listCustomers(context, query), query, { name: 'customers', present: presentCustomer }),
  )
  routes.handle(customerEndpoints.listAll, async ({ context }) => (await allCustomers(context)).map(presentCustomer))
  routes.handle(customerEndpoints.get, ({ params, context }) => detail(context, params.customer_id))
  routes.handle(customerEndpoints.create, ({ body, context }) =>
    context.change(async (change) => detail(change.context, await createCustomer(change, body))),
  )
  routes.handle(customerEndpoints.update, ({ params, body, context }) =>
    context.change(async (change) => {
      await updateCustomer(change, params.customer_id, body)
      return detail(change.context, params.customer_id)
    }),
  )
  routes.handle(customerEndpoints.remove, async ({ params, context }) => {
    await context.change((change) => archiveCustomer(change, params.customer_id, ports.archiveBlockers))
    return { result: 'success' as const }
  })
  routes.handle(customerEndpoints.restore, ({ params, context }) =>
    context.change(async (change) => {
      await restoreCustomer(change, params.customer_id)
      return detail(change.context, params.customer_id)
    }),
  )
  routes.handle(
    customerEndpoints.removeMany,
    ({ body, context }) =>
      eachForItself(context, body.customer_ids, (change, id) => archiveCustomer(change, id, ports.archiveBlockers)),
    // Each row is a transaction of its own, so one refusal does not undo the others; archiving twice changes nothing.
    { idempotent: false },
  )
  contactRoutes(routes)
  siteRoutes(routes)
  activityRoutes(routes)
}

function contactRoutes(routes: Routes): void {
  const one = async (context: Context, contactId: number) => {
    const contact = await findContact(context, contactId)
    if (!contact) throw missing(context, 'Contact')
    return presentContact(contact)
  }
  routes.handle(contactEndpoints.get, ({ params, context }) => one(context, params.contact_id))
  routes.handle(contactEndpoints.listOfCustomer, async ({ params, context }) => {
    requireReach(context, params.customer_id)
    return (await contactsOf(context, params.customer_id)).map(presentContact)
  })
  routes.handle(contactEndpoints.create, ({ body, context }) =>
    context.change(async (change) => one(change.context, await writeContact(change, body))),
  )
  routes.handle(contactEndpoints.update, ({ params, body, context }) =>
    context.change(async (change) => {
      await updateContact(change, params.contact_id, body)
      return one(change.context, params.contact_id)
    }),
  )
  routes.handle(contactEndpoints.remove, async ({ params, context }) => {
    await context.change((change) => removeContact(change, params.contact_id))
    return { result: 'success' as const }
  })
}

function siteRoutes(routes: Routes): void {
  const one = async (context: Context, siteId: number) => {
    const site = await findSite(context, siteId)
    if (!site) throw missing(context, 'Site')
    return presentSite(site)
  }
  routes.handle(siteEndpoints.get, ({ params, context }) => one(context, params.site_id))
  routes.handle(siteEndpoints.listOfCustomer, async ({ params, context }) => {
    requireReach(context, params.customer_id)
    return (await sitesOf(context, params.customer_id)).map(presentSite)
  })
  routes.handle(siteEndpoints.create, ({ body, context }) =>
    context.change(async (change) => one(change.context, await writeSite(change, body))),
  )
  routes.handle(siteEndpoints.update, ({ params, body, context }) =>
    context.change(async (change) => {
      await updateSite(change, params.site_id, body)
      return one(change.context, params.site_id)
    }),
  )
  routes.handle(siteEndpoints.remove, async ({ params, context }) => {
    await context.change((change) => removeSite(change, params.site_id))
    return { result: 'success' as const }
  })
}

function activityRoutes(routes: Routes): void {
  routes.handle(activityEndpoints.listAll, async ({ query, context }) =>
    presentList(await listAudit(context, query), query, { name: 'audit', present: presentActivity }),
  )
  routes.handle(activityEndpoints.listOfCustomer, async ({ params, query, context }) => {
    requireReach(context, params.customer_id)
    return presentList(await listActivity(context, params.customer_id, query), query, {
      name: 'activity',
      present: presentActivity,
    })
  })
  routes.handle(activityEndpoints.get, ({ params, context }) => readActivity(context, params.activity_id))
  routes.handle(activityEndpoints.addNote, ({ body, context }) =>
    context.change(async (change) => {
      if (!(await findCustomer(change.context, body.customer_id))) throw missing(context, 'Customer')
      await change.record({
        entity: 'customer',
        entityId: body.customer_id,
        customerId: body.customer_id,
        activity: body.text,
      })
      const newest = await listActivity(change.context, body.customer_id, { page: 1, per_page: 1, order: 'desc' })
      return readActivity(change.context, newest.rows[0]?.activity_id ?? 0)
    }),
  )
}
