import { parseListLiteral } from '@omnicrm/contract'
import { invalid } from '../platform/errors.ts'
import { redact } from '../platform/redact.ts'

export type ProductProvisioning = {
  provisioning_play: string
  provisioning_json_vars: string
  inventory_items_list: string | null
}

export type Chain = {
  plays: string[]
  /** what becomes of earlier plays when a later one fails */
  onFailure: 'undo' | 'keep'
}

/** A playbook's file name without its ending; no path, so that no play outside the folder is reached. */
const PLAY_NAME = /^\w[\w.-]*$/

/**
 * The plays of a product, in order: one name, several between commas, a JSON list, or
 * `{"plays": [...], "on_failure": "keep"}`. No play gives no names. Throws 400 for anything else.
 */
export function provisioningChain(product: Pick<ProductProvisioning, 'provisioning_play'>): Chain {
  const text = product.provisioning_play.trim()
  const { plays, onFailure } = text.startsWith('{')
    ? readChainObject(text)
    : { plays: readNames(text), onFailure: 'undo' }
  const wrong = plays.find((play) => !PLAY_NAME.test(play))
  if (wrong !== undefined) throw invalid('provisioning_play', `"${wrong}" is no name of a playbook`)
  return { plays, onFailure: onFailure === 'keep' ? 'keep' : 'undo' }
}

/** Names of the plays that deliver the product, in order. */
export function provisioningPlays(product: Pick<ProductProvisioning, 'provisioning_play'>): string[] {
  return provisioningChain(product).plays
}

/**
 * Default variables, one object for each play: one object for all, or a list of one for each. Throws 400 when the text is
 * no such JSON.
 * @param plays how many plays the product has; a product without plays still has one set
 */
export function provisioningVariables(
  product: Pick<ProductProvisioning, 'provisioning_json_vars'>,
  plays: number,
): Record<string, unknown>[] {
  const count = Math.max(plays, 1)
  const text = product.provisioning_json_vars.trim()
  if (text === '') return Array.from({ length: count }, () => ({}))
  const value = readJson('provisioning_json_vars', text)
  if (isObject(value)) return Array.from({ length: count }, () => ({ ...value }))
  if (!Array.isArray(value) || !value.every(isObject))
    throw invalid('provisioning_json_vars', 'must be a JSON object, or a list of one object for each playbook')
  if (value.length !== count)
    throw invalid('provisioning_json_vars', `has ${value.length} sets of variables for ${plays} playbooks`)
  return value
}

/** Names of the inventory templates of which an item must be chosen, each once. Throws 400 when it is not a list. */
export function requiredInventory(product: Pick<ProductProvisioning, 'inventory_items_list'>): string[] {
  const names = parseListLiteral(product.inventory_items_list)
  if (!names) throw invalid('inventory_items_list', "must be a list such as ['SIM Card', 'Mobile Number']")
  return [...new Set(names.filter((name) => name.trim() !== ''))]
}

/** The variables' JSON with `***` for secrets; text without any stays as the operator wrote it. */
export function variablesWithoutSecrets(json: string): string {
  if (json.trim() === '') return json
  const value = readJson('provisioning_json_vars', json)
  const clean = JSON.stringify(redact(value))
  return clean === JSON.stringify(value) ? json : clean
}

function readNames(text: string): string[] {
  const names = text.startsWith('[') ? parseListLiteral(text) : text.split(',').map((name) => name.trim())
  if (!names) throw invalid('provisioning_play', 'must be playbook names between commas, or a JSON list of them')
  return names.filter((name) => name !== '')
}

function readChainObject(text: string): { plays: string[]; onFailure: string } {
  const value = readJson('provisioning_play', text)
  const { plays, on_failure: onFailure = 'undo' } = isObject(value) ? value : {}
  if (!Array.isArray(plays) || !plays.every((play) => typeof play === 'string'))
    throw invalid('provisioning_play', 'plays must be a list of playbook names')
  if (onFailure !== 'undo' && onFailure !== 'keep')
    throw invalid('provisioning_play', 'on_failure must be undo or keep')
  return { plays, onFailure }
}

function readJson(field: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid(field, 'must be JSON')
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
