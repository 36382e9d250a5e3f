import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { answerToChallenge } from './http-auth.ts'

const login = { user: 'Mufasa', password: 'Circle of Life' }
const options = { login, method: 'GET', path: '/dir/index.html' }

test.each([
  ['MD5', 'md5'],
  ['SHA-256', 'sha256'],
])('a Digest challenge is answered as RFC 7616 says: %s', (algorithm, hash) => {
  const challenge = `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XX", opaque="FQhe/qaU"`
  const answer = answerToChallenge(challenge, options) ?? ''
  const field = (name: string) => new RegExp(`${name}="?([^",]+)`).exec(answer)?.[1]
  const h = (content: string) => createHash(hash).update(content).digest('hex')
  const first = h('Mufasa:http-auth@example.org:Circle of Life')
  const second = h('GET:/dir/index.html')
  const cnonce = /cnonce="([^"]+)"/.exec(answer)?.[1]
  expect(field('response')).toBe(h(`${first}:7ypf/xlj9XX:00000001:${cnonce}:auth:${second}`))
  expect([field('opaque'), field('uri'), answer.includes('Circle')]).toEqual(['FQhe/qaU', '/dir/index.html', false])
})

test('without quality of protection the older form holds', () => {
  const answer = answerToChallenge('Digest realm="r", nonce="n"', options) ?? ''
  const h = (content: string) => createHash('md5').update(content).digest('hex')
  expect(answer).toContain(`response="${h(`${h('Mufasa:r:Circle of Life')}:n:${h('GET:/dir/index.html')}`)}"`)
})

test('Basic is answered in Base64, other schemes not at all', () => {
  expect(answerToChallenge('Basic realm="r"', options)).toBe('Basic TXVmYXNhOkNpcmNsZSBvZiBMaWZl')
  expect(answerToChallenge('Negotiate', options)).toBeUndefined()
  expect(answerToChallenge('Digest realm="r", nonce="n", algorithm=MD4', options)).toBeUndefined()
})
