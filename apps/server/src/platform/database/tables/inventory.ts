import type { Generated } from 'kysely'
import type { CalendarDate, CreatedAt, Money } from './columns.ts'

export type InventoryTemplateTable = {
  inventory_template_id: Generated<number>
  /** case-sensitive; products name it in `inventory_items_list` */
  item: string
  icon: string | null
  wholesale_cost: Money
  retail_cost: Money
  itemtext1_label: Generated<string>
  itemtext2_label: Generated<string>
  itemtext3_label: string | null
  itemtext4_label: string | null
  itemtext5_label: string | null
  itemtext6_label: string | null
  itemtext7_label: string | null
  itemtext8_label: string | null
  itemtext9_label: string | null
  itemtext10_label: string | null
  itemtext11_label: string | null
  itemtext12_label: string | null
  itemtext13_label: string | null
  itemtext14_label: string | null
  itemtext15_label: string | null
  itemtext16_label: string | null
  itemtext17_label: string | null
  itemtext18_label: string | null
  itemtext19_label: string | null
  itemtext20_label: string | null
  allow_dropdown_staff: Generated<boolean>
  allow_dropdown_customer: Generated<boolean>
}

export type InventoryTable = {
  inventory_id: Generated<number>
  /** name of the template */
  item: string
  inventory_template_id: number
  customer_id: number | null
  service_id: number | null
  /** job that holds the item; set and cleared together with `reserved_until` */
  reserved_by_provision_id: number | null
  reserved_until: Date | null
  /** set on an item that must come back */
  return_due_date: CalendarDate | null
  item_location: string | null
  item_state: Generated<string>
  /** the texts that their labels call secret are stored sealed */
  itemtext1: string
  itemtext2: string | null
  itemtext3: string | null
  itemtext4: string | null
  itemtext5: string | null
  itemtext6: string | null
  itemtext7: string | null
  itemtext8: string | null
  itemtext9: string | null
  itemtext10: string | null
  itemtext11: string | null
  itemtext12: string | null
  itemtext13: string | null
  itemtext14: string | null
  itemtext15: string | null
  itemtext16: string | null
  itemtext17: string | null
  itemtext18: string | null
  itemtext19: string | null
  itemtext20: string | null
  wholesale_cost: Money
  retail_cost: Money
  sold_date: Date | null
  address_line_1: string | null
  address_line_2: string | null
  city: string | null
  state: string | null
  zip_code: string | null
  country: string | null
  google_maps_place_id: string | null
  plus_code: string | null
  latitude: number | null
  longitude: number | null
  management_url: string | null
  management_username: string | null
  /** sealed */
  management_password: string | null
  config_content: string | null
  config_file_path: string | null
  inventory_notes: string | null
  created: CreatedAt
  last_modified: Date
}

/** Where an item has been; a trigger refuses to change or delete its rows. */
export type InventoryHistoryTable = {
  inventory_history_id: Generated<number>
  inventory_id: number
  timestamp: Date
  item_state: string
  item_location: string | null
  customer_id: number | null
  service_id: number | null
  user_id: number | null
}
