import { iterate } from '../python/sequence.ts'
import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'
import { itemAt } from './item-at.ts'

/** The members as one text, with a separator between them. */
export const joinFilter: Filter = (input, [separator = '', attribute], { keywords }) => {
  const by = attribute ?? keywords.attribute ?? null
  const parts = iterate(input).map((member) => text(by === null ? member : itemAt(member, by)))
  return parts.join(text(separator === '' ? (keywords.d ?? '') : separator))
}
