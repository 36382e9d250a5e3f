import { createHash } from 'node:crypto'
import { text } from '../python/text.ts'
import { TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

// what Python's hashlib and OpenSSL call alike, but for these
const names: Record<string, string> = {
  sha3_224: 'sha3-224',
  sha3_256: 'sha3-256',
  sha3_384: 'sha3-384',
  sha3_512: 'sha3-512',
  blake2b: 'blake2b512',
  blake2s: 'blake2s256',
}

/** A digest of the text, sha1 unless another is named. */
export const hashFilter: Filter = (input, args, { keywords }) => {
  const { hashtype = 'sha1' } = namedArguments(['hashtype'], args, keywords)
  const kind = text(hashtype)
  const data = text(input)
  try {
    return createHash(names[kind] ?? kind)
      .update(data)
      .digest('hex')
  } catch {
    throw new TemplateError(`unsupported hash type ${kind}`)
  }
}
