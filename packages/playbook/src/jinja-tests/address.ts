import { text } from '../python/text.ts'
import type { Value } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

const parts = (value: Value) => /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?/.exec(text(value)) ?? []

/** Whether the text may name something: any text, unless schemes are given. */
export const uriTest: JinjaTest = (value, [given], { keywords }) => {
  const schemes = given ?? keywords.schemes ?? null
  const [, scheme = ''] = parts(value)
  if (typeof schemes === 'string') return schemes.includes(scheme.toLowerCase())
  return !Array.isArray(schemes) || schemes.length === 0 || schemes.some((one) => text(one) === scheme.toLowerCase())
}

/** Whether the text is an address with a host. */
export const urlTest: JinjaTest = (value, args, options) => {
  const [, scheme = '', netloc = ''] = parts(value)
  return uriTest(value, args, options) && (netloc !== '' || scheme.toLowerCase() === 'file')
}

/** Whether the text is a urn. */
export const urnTest: JinjaTest = (value, _args, options) => uriTest(value, [['urn']], options)
