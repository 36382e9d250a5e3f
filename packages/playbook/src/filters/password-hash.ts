import { randomInt } from 'node:crypto'
import { text } from '../python/text.ts'
import { defined, TemplateError } from '../python/values.ts'
import { cryptAlphabet } from './crypt-digits.ts'
import type { Filter } from './filter.ts'
import { md5Crypt } from './md5-crypt.ts'
import { namedArguments } from './named-arguments.ts'
import { shaCrypt } from './sha-crypt.ts'

type Kind = {
  id: string
  saltSize: number
  rounds: number
  hash: (password: string, options: { salt: string; rounds: number }) => string
}

// salt sizes and rounds as Ansible has them with passlib
const sha512: Kind = {
  id: '6',
  saltSize: 16,
  rounds: 656_000,
  hash: (password, options) => shaCrypt('sha512', password, options),
}
const sha256: Kind = {
  id: '5',
  saltSize: 16,
  rounds: 535_000,
  hash: (password, options) => shaCrypt('sha256', password, options),
}
const md5: Kind = { id: '1', saltSize: 8, rounds: 0, hash: md5Crypt }
const kinds: Record<string, Kind> = { sha512, sha512_crypt: sha512, sha256, sha256_crypt: sha256, md5, md5_crypt: md5 }

// what passlib takes when nothing is asked; they hold up the server for some 0.7 seconds
const mostRounds = 656_000

/** A password as the password files of routers and Unix keep it. Kinds: sha512, sha256, md5. */
export const passwordHashFilter: Filter = (input, args, { keywords }) => {
  const given = namedArguments(['hashtype', 'salt', 'salt_size', 'rounds', 'ident'], args, keywords)
  const name = text(given.hashtype ?? 'sha512')
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
  if (!kind) throw new TemplateError(unknownKind(name))
  const password = text(defined(input))
  const size = Number(text(given.salt_size ?? kind.saltSize))
  const salt = given.salt ? text(given.salt) : randomSalt(size)
  const algorithm = `${name.replace('_crypt', '')}_crypt`
  const refuse = (why: string): never => {
    throw new TemplateError(`Could not hash the secret.. ${why}`)
  }
  if (/[^./0-9A-Za-z]/.test(salt)) refuse(`invalid characters in ${algorithm} salt`)
  if (salt.length > kind.saltSize) refuse(`salt too large (${algorithm} requires <= ${kind.saltSize} chars)`)
  const rounds = given.rounds ? Number(text(given.rounds)) : kind.rounds
  if (kind.rounds === 0) return `$${kind.id}$${salt}$${kind.hash(password, { salt, rounds })}`
  if (!Number.isInteger(rounds)) refuse('rounds must be an integer')
  if (rounds < 1000) refuse(`${algorithm}: min_desired_rounds (${rounds}) is too low, must be at least 1000`)
  if (rounds > mostRounds)
    throw new TemplateError(`password_hash: ${rounds} rounds are more than the ${mostRounds} allowed here`)
  const shown = rounds === 5000 ? '' : `rounds=${rounds}$`
  return `$${kind.id}$${shown}${salt}$${kind.hash(password, { salt, rounds })}`
}

const unknownKind = (name: string): string =>
  /^(?:blowfish|bcrypt)$/.test(name)
    ? `password_hash: '${name}' is not known here, only sha512, sha256 and md5`
    : `passlib does not support '${name}' algorithm`

const randomSalt = (size: number): string =>
  Array.from({ length: size }, () => cryptAlphabet[randomInt(cryptAlphabet.length)]).join('')
