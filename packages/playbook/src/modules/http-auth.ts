import { createHash, randomBytes } from 'node:crypto'

export type Login = { user: string; password: string }

export const basicAuthorization = ({ user, password }: Login): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

/**
 * The `Authorization` that a 401's challenge asks for, Digest (RFC 7616) before Basic; undefined for what is neither. `path`
 * is the address without its origin.
 */
export function answerToChallenge(
  challenge: string,
  options: { login: Login; method: string; path: string },
): string | undefined {
  const digest = /(?:^|,\s*)digest\s+(.*)$/i.exec(challenge)?.[1]
  if (digest !== undefined) return digestAuthorization(digest, options)
  return /(?:^|,\s*)basic\b/i.test(challenge) ? basicAuthorization(options.login) : undefined
}

const hashes: Record<string, string> = { md5: 'md5', 'md5-sess': 'md5', 'sha-256': 'sha256', 'sha-256-sess': 'sha256' }

function digestAuthorization(
  challenge: string,
  { login, method, path }: { login: Login; method: string; path: string },
): string | undefined {
  const fields = new Map<string, string>()
  for (const [, name = '', quoted, bare] of challenge.matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)) {
    fields.set(name.toLowerCase(), quoted ?? bare ?? '')
  }
  const algorithm = fields.get('algorithm') ?? 'MD5'
  const hash = hashes[algorithm.toLowerCase()]
  const nonce = fields.get('nonce')
  if (hash === undefined || nonce === undefined) return undefined
  const h = (content: string): string => createHash(hash).update(content).digest('hex')
  const realm = fields.get('realm') ?? ''
  const cnonce = randomBytes(8).toString('hex')
  const qop = fields
    .get('qop')
    ?.split(',')
    .map((one) => one.trim())
    .includes('auth')
    ? 'auth'
    : undefined
  const plain = h(`${login.user}:${realm}:${login.password}`)
  const first = algorithm.toLowerCase().endsWith('-sess') ? h(`${plain}:${nonce}:${cnonce}`) : plain
  const second = h(`${method}:${path}`)
  const response = qop ? h(`${first}:${nonce}:00000001:${cnonce}:${qop}:${second}`) : h(`${first}:${nonce}:${second}`)
  const opaque = fields.get('opaque')
  return [
    `Digest username="${login.user.replace(/["\\]/g, '\\$&')}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${path}"`,
    `response="${response}"`,
    `algorithm=${algorithm}`,
    ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
    ...(qop ? [`qop=${qop}`, 'nc=00000001', `cnonce="${cnonce}"`] : []),
  ].join(', ')
}
