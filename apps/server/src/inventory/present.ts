import {
  HIDDEN_SECRET,
  type InventoryItem,
  type InventoryTemplate,
  type ZInventoryHistory,
  ZInventoryItem,
} from '@omnicrm/contract'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Context } from '../platform/context.ts'
import type { InventoryHistoryTable } from '../platform/database/tables/inventory.ts'
import { holds } from '../platform/guard/actor.ts'
import { moneyOnWire } from '../platform/money.ts'
import { redactText } from '../platform/redact.ts'
import { aliases, isWifiKeyLabel, LABEL_NAMES, labelOf, TEXT_NAMES, type TextName } from './item-labels.ts'
import { openSecrets, type SecretName, secretFields } from './item-secrets.ts'
import type { ItemRow, TemplateRow } from './tables.ts'

const OWN_FIELDS: ReadonlySet<string> = new Set(Object.keys(ZInventoryItem.shape))

/**
 * What of an item's secrets this caller gets (decisions.md, "secrets on an item"): all for `update_inventory` and for a job on
 * the items it is about, `***` for other staff, nothing for customers but the Wi-Fi key of their own router.
 */
type SecretView = 'shown' | 'hidden' | 'leftOut'

function secretView(context: Context, row: ItemRow): SecretView {
  const { actor, scope } = context
  if (holds(actor, 'update_inventory')) return 'shown'
  const { job } = actor
  if (job) {
    const concerned =
      row.reserved_by_provision_id === job.provisionId ||
      (row.customer_id !== null && row.customer_id === job.customerId) ||
      (row.service_id !== null && row.service_id === job.serviceId)
    return concerned ? 'shown' : 'hidden'
  }
  return scope.all ? 'hidden' : 'leftOut'
}

/** An item as this caller may see it, with one more field for each label of its template. */
export function presentItem(context: Context, row: ItemRow): InventoryItem {
  const view = secretView(context, row)
  const open = openSecrets(context.platform.seal, row, row)
  const secrets = new Set<string>(secretFields(row))
  const shown = (name: TextName | 'management_password'): string | null | undefined => {
    if (row[name] === null || view === 'shown' || !secrets.has(name)) return open[name]
    if (view === 'hidden') return HIDDEN_SECRET
    return name !== 'management_password' && isWifiKeyLabel(labelOf(row, name)) ? open[name] : undefined
  }
  const texts = new Map<TextName, string | null>()
  for (const name of TEXT_NAMES) {
    const text = shown(name)
    if (text !== undefined) texts.set(name, text)
  }
  const named = [...aliases(row, OWN_FIELDS)].filter(([, name]) => texts.has(name))
  const password = shown('management_password')
  return {
    ...Object.fromEntries(texts),
    ...Object.fromEntries(named.map(([alias, name]) => [alias, texts.get(name)])),
    inventory_id: row.inventory_id,
    inventory_template_id: row.inventory_template_id,
    item: row.item,
    customer_id: row.customer_id,
    service_id: row.service_id,
    reserved_by_provision_id: row.reserved_by_provision_id,
    reserved_until: row.reserved_until?.toISOString() ?? null,
    return_due_date: row.return_due_date,
    item_location: row.item_location,
    item_state: row.item_state,
    itemtext1: texts.get('itemtext1') ?? HIDDEN_SECRET,
    retail_cost: moneyOnWire(row.retail_cost),
    sold_date: row.sold_date?.toISOString() ?? null,
    address_line_1: row.address_line_1,
    address_line_2: row.address_line_2,
    city: row.city,
    state: row.state,
    zip_code: row.zip_code,
    country: row.country,
    latitude: row.latitude,
    longitude: row.longitude,
    plus_code: row.plus_code,
    google_maps_place_id: row.google_maps_place_id,
    management_url: row.management_url,
    management_username: row.management_username,
    ...(password === undefined ? {} : { management_password: password }),
    ...(view === 'leftOut' ? {} : staffFields(row, { open, view, secrets })),
    created: row.created.toISOString(),
    last_modified: row.last_modified.toISOString(),
  }
}

/** A device configuration repeats the secrets of its item, so they are struck out of it where they are hidden. */
function staffFields(
  row: ItemRow,
  { open, view, secrets }: { open: ItemRow; view: SecretView; secrets: ReadonlySet<string> },
): Pick<InventoryItem, 'wholesale_cost' | 'config_content' | 'config_file_path' | 'inventory_notes'> {
  const values = [...secrets]
    .filter((name) => name !== 'config_content')
    .map((name) => open[name as SecretName])
    .filter((value) => value !== null)
  const clean = (text: string | null): string | null =>
    text === null || view === 'shown' ? text : redactText(text, values)
  return {
    wholesale_cost: moneyOnWire(row.wholesale_cost),
    config_content: clean(open.config_content),
    config_file_path: row.config_file_path,
    inventory_notes: clean(row.inventory_notes),
  }
}

/** A template as this caller may see it: customers do not get its wholesale cost. */
export function presentTemplate(context: Context, row: TemplateRow): InventoryTemplate {
  const staff = holds(context.actor, 'view_inventory_template') || context.actor.job !== null
  const labels = Object.fromEntries(LABEL_NAMES.map((name) => [name, row[name]])) as Pick<
    TemplateRow,
    (typeof LABEL_NAMES)[number]
  >
  return {
    inventory_template_id: row.inventory_template_id,
    item: row.item,
    icon: row.icon,
    ...(staff ? { wholesale_cost: moneyOnWire(row.wholesale_cost) } : {}),
    retail_cost: moneyOnWire(row.retail_cost),
    ...labels,
    allow_dropdown_staff: row.allow_dropdown_staff,
    allow_dropdown_customer: row.allow_dropdown_customer,
  }
}

export function presentHistory(row: Selectable<InventoryHistoryTable>): z.output<typeof ZInventoryHistory> {
  return {
    timestamp: row.timestamp.toISOString(),
    item_state: row.item_state,
    item_location: row.item_location,
    customer_id: row.customer_id,
    service_id: row.service_id,
    user_id: row.user_id,
  }
}
