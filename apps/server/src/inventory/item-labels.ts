import { HIDDEN_SECRET } from '@omnicrm/contract'
import { isSecretName } from '../platform/redact.ts'

/** Positions of the texts of an item and their labels: itemtext1 to itemtext20. */
export const TEXT_POSITIONS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20] as const
export type TextPosition = (typeof TEXT_POSITIONS)[number]
export type TextName = `itemtext${TextPosition}`
export type LabelName = `${TextName}_label`
/** Labels of a template, as its row has them. */
export type Labels = Record<LabelName, string | null>

export const TEXT_NAMES: readonly TextName[] = TEXT_POSITIONS.map((position) => `itemtext${position}` as const)
export const LABEL_NAMES: readonly LabelName[] = TEXT_NAMES.map((name) => `${name}_label` as const)

export function labelOf(labels: Labels, name: TextName): string | null {
  return labels[`${name}_label`]
}

/** A label as a field name: `Wi-Fi Key` becomes `wi_fi_key`. */
export function aliasOf(label: string): string {
  return label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
}

/** Wireless keys, which an owner needs to get into their own network. */
const WIFI_KEY = /(^|_)(psk|(wi_?fi|wlan|wpa\d?|ssid|network)_(key|password|passphrase))$/
/** Further secrets of SIMs and devices, also with words around them: `Ki (hex)`, `PIN 1`, `ADM key`. */
const FURTHER_SECRET = /(^|_)(ki|opc|psk|(pin|puk|adm)\d?)(_|$)|(^|_)(key|passphrase)$/

export function isWifiKeyLabel(label: string | null): boolean {
  return label !== null && WIFI_KEY.test(aliasOf(label))
}

/** The label decides whether a text is a secret: Ki, OPc, PUK, PSK, passwords, keys. */
export function isSecretLabel(label: string | null): boolean {
  if (label === null) return false
  const alias = aliasOf(label)
  return isSecretName(alias) || WIFI_KEY.test(alias) || FURTHER_SECRET.test(alias)
}

/** Names of the texts that are secrets by their labels. */
export function secretTexts(labels: Labels): TextName[] {
  return TEXT_NAMES.filter((name) => isSecretLabel(labelOf(labels, name)))
}

const NUMBER_LABELS = new Set(['phone_number', 'mobile_number', 'number', 'telephone_number'])

/** True for templates of telephone numbers, whose first text playbooks read as `msisdn`. */
export function isNumberTemplate(template: Labels & { item: string }): boolean {
  return /\bnumbers?$/i.test(template.item.trim()) || NUMBER_LABELS.has(aliasOf(template.itemtext1_label ?? ''))
}

/**
 * Further field names of an item by its labels (data model, C17), each with the text that it stands for: `iccid`, `imsi`.
 * A name that an item has of its own, or that an earlier label took, is left out.
 * @param taken the item's own field names
 */
export function aliases(template: Labels & { item: string }, taken: ReadonlySet<string>): Map<string, TextName> {
  const names = new Map<string, TextName>()
  for (const name of TEXT_NAMES) {
    const alias = aliasOf(labelOf(template, name) ?? '')
    if (alias && !taken.has(alias) && !names.has(alias)) names.set(alias, name)
  }
  if (isNumberTemplate(template) && !names.has('msisdn')) names.set('msisdn', 'itemtext1')
  return names
}

/** The first text of an item, by which people know it, for sentences and search results; never a secret. */
export function presentableName(item: { itemtext1: string; itemtext1_label: string }): string {
  return isSecretLabel(item.itemtext1_label) ? HIDDEN_SECRET : item.itemtext1
}
