import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { PasskeyAnswer, PasskeyCreation, PasskeyQuestion } from '@omnicrm/contract'

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const ATTESTED = 0x40
const ES256 = -7

/** What a test may have the browser or the authenticator get wrong. */
export type Deviation = { origin?: string; rpId?: string; challenge?: string; userHandle?: string | null }

export type SoftwareAuthenticator = {
  /** the browser's answer to `begin`: a new key pair, attestation "none" */
  create(options: PasskeyCreation, deviation?: Deviation): ReturnType<typeof attestation>
  /** the browser's answer at a sign-in; each counts one further */
  answer(question: PasskeyQuestion, deviation?: Deviation): PasskeyAnswer
  /** another authenticator with the same key and count, as a thief would have it */
  copy(): SoftwareAuthenticator
}

type State = { id: string; key: KeyObject; userHandle: string; rpId: string; count: number }

/** A passkey in software, with the bytes of a real one: CBOR, COSE, ES256 (W3C Web Authentication, 6). */
export function createAuthenticator(
  browser: { origin: string; counts?: boolean },
  made: State | undefined = undefined,
): SoftwareAuthenticator {
  let state = made && { ...made }
  return {
    create(options, deviation = {}) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const credentialId = randomBytes(32)
      const id = credentialId.toString('base64url')
      const rpId = deviation.rpId ?? options.rp.id
      state = { id, key: privateKey, userHandle: options.user.id, rpId, count: browser.counts === false ? 0 : 1 }
      const attested = Buffer.concat([Buffer.alloc(16), uint16(credentialId.length), credentialId, coseKey(publicKey)])
      const data = authenticatorData(rpId, state.count, attested)
      const client = clientData('webauthn.create', browser.origin, options.challenge, deviation)
      return attestation(id, data, client)
    },
    answer(question, deviation = {}) {
      if (!state) throw new Error('this authenticator has no passkey yet')
      if (browser.counts !== false) state.count++
      const data = authenticatorData(deviation.rpId ?? question.rpId, state.count)
      const client = clientData('webauthn.get', browser.origin, question.challenge, deviation)
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
      return {
        id: state.id,
        rawId: state.id,
        type: 'public-key',
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, state.key).toString('base64url'),
          userHandle: deviation.userHandle === undefined ? state.userHandle : deviation.userHandle,
        },
      }
    },
    copy: () => createAuthenticator(browser, state),
  }
}

function attestation(id: string, data: Buffer, client: Buffer) {
  const object = cbor(
    new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', data],
    ]),
  )
  return {
    id,
    rawId: id,
    type: 'public-key' as const,
    response: {
      clientDataJSON: client.toString('base64url'),
      attestationObject: object.toString('base64url'),
      transports: ['internal'],
    },
  }
}

function clientData(type: string, origin: string, challenge: string, deviation: Deviation): Buffer {
  return Buffer.from(
    JSON.stringify({
      type,
      challenge: deviation.challenge ?? challenge,
      origin: deviation.origin ?? origin,
      crossOrigin: false,
    }),
  )
}

function authenticatorData(rpId: string, count: number, attested?: Buffer): Buffer {
  const flags = USER_PRESENT | USER_VERIFIED | (attested ? ATTESTED : 0)
  const counter = Buffer.alloc(4)
  counter.writeUInt32BE(count)
  const hash = createHash('sha256').update(rpId).digest()
  return Buffer.concat([hash, Buffer.of(flags), counter, attested ?? Buffer.alloc(0)])
}

/** COSE_Key of a P-256 point (RFC 9053, 7.1). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, ES256],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  )
}

/** CBOR (RFC 8949) of the few kinds that authenticators use: whole numbers, text, bytes and maps of them. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (value instanceof Map)
    return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)])])
  throw new Error(`no CBOR for ${typeof value}`)
}

function head(major: number, size: number): Buffer {
  if (size < 24) return Buffer.of((major << 5) | size)
  if (size < 256) return Buffer.of((major << 5) | 24, size)
  return Buffer.concat([Buffer.of((major << 5) | 25), uint16(size)])
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}
