import { isMap } from '../rpc/read-values.ts'
import type { Outcome } from './session-subsystems.ts'

const NANOSECONDS_PER_SECOND = 1e9

/** An answer in one level of texts, for clients that cannot read deeper ones (section 8.2). */
export function digestOf(reply: Outcome['reply']): Outcome['reply'] {
  if (reply === 'OK') return reply
  const { Attributes, ResourceAllocation = null, MaxUsage = null, ThresholdIDs } = reply
  return {
    AttributesDigest: attributesDigest(Attributes),
    ResourceAllocation,
    MaxUsage: typeof MaxUsage === 'number' && MaxUsage >= 0 ? MaxUsage / NANOSECONDS_PER_SECOND : MaxUsage,
    RoutesDigest: null,
    Thresholds: Array.isArray(ThresholdIDs) ? ThresholdIDs.join(',') : null,
    StatQueues: null,
  }
}

/** `Field:value` of what attributes altered. */
function attributesDigest(attributes: unknown): string | null {
  if (!isMap(attributes) || !Array.isArray(attributes.AlteredFields) || !isMap(attributes.Event)) return null
  const event = attributes.Event
  const names = attributes.AlteredFields.map((path) => String(path).replace(/^\*req\./, ''))
  return names.map((name) => `${name}:${String(event[name] ?? '')}`).join(',')
}
