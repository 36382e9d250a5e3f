import {
  type InputOf,
  type InventoryItem,
  type InventoryTemplate,
  type inventoryEndpoints,
  ZInventoryCreate,
} from '@omnicrm/contract'
import { validateBy } from '../../../components/dialog/place-error.ts'
import { type LocationValues, locationValuesOf, positionOf } from '../../../components/location/location-values.ts'
import { plusCodeOf } from '../../../components/location/plus-code.ts'
import { TEXT_FIELDS, textOf } from '../labels.ts'

export type ItemBody = InputOf<typeof inventoryEndpoints.create>['body']

/** Fields of the form; `itemtext1` to `itemtext20` are among them. */
export type ItemValues = LocationValues & {
  inventory_template_id: string | null
  item_location: string
  item_state: string
  wholesale_cost: number | string
  retail_cost: number | string
  management_url: string
  management_username: string
  /** left empty it stays as it is */
  management_password: string
  config_content: string
  config_file_path: string
  inventory_notes: string
} & Record<string, string | number | null>

const TEXTS = [
  'item_location',
  'management_url',
  'management_username',
  'config_content',
  'config_file_path',
  'inventory_notes',
  'address_line_1',
  'address_line_2',
  'city',
  'state',
  'zip_code',
  'country',
  'google_maps_place_id',
] as const

/** Fields of the form, of an item or of a new one. The password is never filled in. */
export function itemValuesOf(item?: InventoryItem): ItemValues {
  return {
    ...locationValuesOf(item),
    ...Object.fromEntries(TEXT_FIELDS.map((field) => [field, item ? textOf(item, field) : ''])),
    inventory_template_id: item ? String(item.inventory_template_id) : null,
    item_location: item?.item_location ?? '',
    item_state: item?.item_state ?? 'New',
    wholesale_cost: item?.wholesale_cost ?? '',
    retail_cost: item?.retail_cost ?? '',
    management_url: item?.management_url ?? '',
    management_username: item?.management_username ?? '',
    management_password: '',
    config_content: item?.config_content ?? '',
    config_file_path: item?.config_file_path ?? '',
    inventory_notes: item?.inventory_notes ?? '',
  } as ItemValues
}

/** The costs that a template proposes for a new item. */
export function costsOf(template: InventoryTemplate): Pick<ItemValues, 'wholesale_cost' | 'retail_cost'> {
  return { wholesale_cost: template.wholesale_cost ?? '', retail_cost: template.retail_cost }
}

/** What the API takes; empty texts are null, empty costs and an empty password are left out. */
export function itemBodyOf(values: ItemValues): ItemBody {
  const position = positionOf(values)
  const texts = [...TEXTS, ...TEXT_FIELDS.slice(1)].map((field) => [field, String(values[field] ?? '').trim() || null])
  return {
    ...Object.fromEntries(texts),
    ...(values.inventory_template_id && { inventory_template_id: values.inventory_template_id }),
    itemtext1: String(values.itemtext1 ?? ''),
    item_state: values.item_state,
    ...(values.wholesale_cost !== '' && { wholesale_cost: values.wholesale_cost }),
    ...(values.retail_cost !== '' && { retail_cost: values.retail_cost }),
    ...(values.management_password !== '' && { management_password: values.management_password }),
    latitude: coordinateOf(values, 'latitude'),
    longitude: coordinateOf(values, 'longitude'),
    plus_code: (position && plusCodeOf(position.latitude, position.longitude)) ?? null,
  }
}

export type ItemSentences = { noTemplate: string; noText: string; badCoordinate: string }

/** Messages by field. An item may have no position, but not half of one. */
export function itemErrors(values: ItemValues, sentences: ItemSentences): Record<string, string> {
  const found = validateBy(ZInventoryCreate)(itemBodyOf(values))
  const { item: _item, itemtext1, latitude: _latitude, longitude: _longitude, ...errors } = found
  const hasPosition = values.latitude !== '' || values.longitude !== ''
  const wrong = (['latitude', 'longitude'] as const).filter(
    (field) => hasPosition && !positionOf({ latitude: 0, longitude: 0, [field]: values[field] }),
  )
  return {
    ...errors,
    ...(!values.inventory_template_id && { inventory_template_id: sentences.noTemplate }),
    ...(itemtext1 && { itemtext1: sentences.noText }),
    ...Object.fromEntries(wrong.map((field) => [field, sentences.badCoordinate])),
  }
}

function coordinateOf(values: ItemValues, field: 'latitude' | 'longitude'): number | null {
  return values[field] === '' ? null : Number(values[field])
}
