import type { InventoryItem, InventoryTemplate } from '@omnicrm/contract'

export const MOST_LABELS = 20
/** `itemtext1` to `itemtext20`. */
export const TEXT_FIELDS: readonly string[] = Array.from({ length: MOST_LABELS }, (_, at) => `itemtext${at + 1}`)

export type LabelledText = { field: string; label: string }

/** The texts that a template names, in their order. */
export function labelledTexts(template: InventoryTemplate | undefined): readonly LabelledText[] {
  if (!template) return []
  const labels = template as unknown as Record<string, string | null>
  return TEXT_FIELDS.flatMap((field) => {
    const label = labels[`${field}_label`]
    return label ? [{ field, label }] : []
  })
}

/** One text of an item by its field name; '' where there is none. */
export function textOf(item: InventoryItem, field: string): string {
  const value = item[field]
  return typeof value === 'string' ? value : ''
}

/** The filled texts of an item with their labels; one without label keeps its data and reads by its field name. */
export function filledTexts(item: InventoryItem, template: InventoryTemplate | undefined) {
  const labels = new Map(labelledTexts(template).map(({ field, label }) => [field, label]))
  return TEXT_FIELDS.flatMap((field) => {
    const text = textOf(item, field)
    return text ? [{ field, label: labels.get(field) ?? field, text }] : []
  })
}

/** Labels whose text is not for everybody's eyes, such as Ki, OPc and PUK: it shows only when asked for. */
export function isSecretLabel(label: string): boolean {
  return /\b(ki|opc?|pin\d?|puk\d?|psk|password|passphrase|secret|key)\b/i.test(label)
}
