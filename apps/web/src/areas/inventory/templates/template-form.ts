import {
  type InputOf,
  type InventoryTemplate,
  type inventoryTemplateEndpoints,
  ZInventoryTemplateCreate,
} from '@omnicrm/contract'
import { validateBy } from '../../../components/dialog/place-error.ts'
import { MOST_LABELS, TEXT_FIELDS } from '../labels.ts'

export type TemplateBody = InputOf<typeof inventoryTemplateEndpoints.create>['body']

export type TemplateValues = {
  item: string
  icon: string
  wholesale_cost: number | string
  retail_cost: number | string
  /** labels of text 1, 2, ... in their order; at least the first two */
  labels: string[]
  allow_dropdown_staff: boolean
  allow_dropdown_customer: boolean
}

/** The labels that a template must have, and what they are called at first. */
export const FIRST_LABELS = ['Model Number', 'Serial Number'] as const

/** Fields of the form, of a template or of a new one. */
export function templateValuesOf(template?: InventoryTemplate): TemplateValues {
  const stored = template as unknown as Record<string, string | null> | undefined
  const labels = stored ? TEXT_FIELDS.map((field) => stored[`${field}_label`] ?? '') : [...FIRST_LABELS]
  const last = labels.findLastIndex((label) => label !== '')
  return {
    item: template?.item ?? '',
    icon: template?.icon ?? '',
    wholesale_cost: template?.wholesale_cost ?? '',
    retail_cost: template?.retail_cost ?? '',
    labels: labels.slice(0, Math.max(last + 1, FIRST_LABELS.length)),
    allow_dropdown_staff: template?.allow_dropdown_staff ?? true,
    allow_dropdown_customer: template?.allow_dropdown_customer ?? false,
  }
}

/** One more field at the end; there are never more than 20. */
export function withOneMore(labels: readonly string[]): string[] {
  return labels.length < MOST_LABELS ? [...labels, ''] : [...labels]
}

/** What the API takes; labels that are not used are null. */
export function templateBodyOf(values: TemplateValues): TemplateBody {
  const { labels, icon, ...rest } = values
  const named = TEXT_FIELDS.map((field, at) => [`${field}_label`, labels[at]?.trim() || null])
  return {
    ...rest,
    ...Object.fromEntries(named),
    icon: icon || null,
    itemtext1_label: labels[0] ?? '',
    itemtext2_label: labels[1] ?? '',
  }
}

/** Messages by field, those of labels as `labels.0`. `noCost` is the sentence for a cost left empty. */
export function templateErrors(values: TemplateValues, noCost: string): Record<string, string> {
  const found = Object.entries(validateBy(ZInventoryTemplateCreate)(templateBodyOf(values)))
  return Object.fromEntries(
    found.map(([field, message]) => {
      const number = /^itemtext(\d+)_label$/.exec(field)?.[1]
      if (number) return [`labels.${Number(number) - 1}`, message]
      const isEmptyCost = field.endsWith('_cost') && values[field as 'retail_cost'] === ''
      return [field, isEmptyCost ? noCost : message]
    }),
  )
}
