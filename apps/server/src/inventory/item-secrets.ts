import type { Seal } from '../platform/seal.ts'
import { type Labels, secretTexts, type TextName } from './item-labels.ts'

export type SecretName = TextName | 'management_password' | 'config_content'

/** The fields of an item with these labels that are stored sealed; a device configuration repeats the device's keys. */
export function secretFields(labels: Labels): SecretName[] {
  return ['management_password', 'config_content', ...secretTexts(labels)]
}

/** The fields as they are stored: secrets sealed, empty ones left as they are. */
export function sealSecrets<F extends Partial<Record<SecretName, string | null>>>(
  seal: Seal,
  labels: Labels,
  fields: F,
): F {
  return mapSecrets(labels, fields, (value) => seal.close(value))
}

/** The stored fields with their secrets readable. */
export function openSecrets<F extends Partial<Record<SecretName, string | null>>>(
  seal: Seal,
  labels: Labels,
  fields: F,
): F {
  return mapSecrets(labels, fields, (value) => seal.open(value))
}

function mapSecrets<F extends Partial<Record<SecretName, string | null>>>(
  labels: Labels,
  fields: F,
  map: (value: string) => string,
): F {
  const mapped: Partial<Record<SecretName, string | null>> = {}
  for (const name of secretFields(labels)) {
    const value = fields[name]
    if (typeof value === 'string') mapped[name] = map(value)
  }
  return { ...fields, ...mapped }
}
