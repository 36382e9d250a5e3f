import { TemplateError } from './values.ts'

export type VersionKind = 'loose' | 'strict' | 'semver' | 'pep440'
type Part = number | string

/** Negative, zero or positive: the order of two versions by the rules of their kind. */
export function compareVersions(left: string, right: string, kind: VersionKind): number {
  if (kind === 'loose') return inOrder(loose(left), loose(right))
  if (kind === 'strict') return inOrder(strict(left), strict(right))
  return kind === 'semver' ? semverOrder(semver(left), semver(right)) : inOrder(pep440(left), pep440(right))
}

function inOrder(left: Part[], right: Part[]): number {
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const order = partOrder(left[at] as Part, right[at] as Part)
    if (order !== 0) return order
  }
  return left.length - right.length
}

function partOrder(a: Part, b: Part): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  throw new TemplateError(
    `Version comparison failed: '<' not supported between instances of '${typeof a === 'number' ? 'int' : 'str'}' and '${typeof b === 'number' ? 'int' : 'str'}'`,
  )
}

/** LooseVersion of Python: numbers and letters apart, whatever stands between them. */
const loose = (version: string): Part[] =>
  (version.match(/\d+|[a-z]+|\.|[^\da-z.]+/g) ?? [])
    .filter((part) => part !== '.')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))

function strict(version: string): Part[] {
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$/.exec(version)
  if (!match) throw new TemplateError(`Version comparison failed: invalid version number '${version}'`)
  const [, major, minor, patch, letter, count] = match
  return [Number(major), Number(minor), Number(patch ?? 0), letter ?? 'z', Number(count ?? 0)]
}

type Semver = { core: Part[]; pre: string[] }

function semver(version: string): Semver {
  const match =
    /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/.exec(
      version,
    )
  if (!match) throw new TemplateError(`Version comparison failed: invalid semantic version '${version}'`)
  return { core: match.slice(1, 4).map(Number), pre: match[4]?.split('.') ?? [] }
}

function semverOrder(left: Semver, right: Semver): number {
  const core = inOrder(left.core, right.core)
  if (core !== 0) return core
  if (left.pre.length === 0 || right.pre.length === 0) return right.pre.length - left.pre.length
  for (let at = 0; at < Math.min(left.pre.length, right.pre.length); at++) {
    const [a, b] = [left.pre[at] as string, right.pre[at] as string]
    const [aIsNumber, bIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)]
    if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1
    const order = aIsNumber ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0
    if (order !== 0) return order
  }
  return left.pre.length - right.pre.length
}

const stages: Record<string, number> = { a: -3, alpha: -3, b: -2, beta: -2, c: -1, rc: -1, pre: -1, preview: -1 }

/** PEP 440: epoch, release without zeros at its end, then development, alpha, beta, candidate, final and post releases. */
function pep440(version: string): Part[] {
  const match =
    /^\s*v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|beta|preview|pre|rc|a|b|c)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?(?:[-_.]?dev[-_.]?(\d*))?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?\s*$/i.exec(
      version,
    )
  if (!match) throw new TemplateError(`Version comparison failed: Invalid version: '${version}'`)
  const [, epoch, release = '', stage, stageNumber, postA, postB, dev] = match
  const numbers = release
    .replace(/(?:\.0+)+$/, '')
    .split('.')
    .map(Number)
  const padded = Array.from({ length: 12 }, (_none, at) => numbers[at] ?? 0)
  const post = postA ?? postB
  const phase = stage ? (stages[stage.toLowerCase()] ?? 0) : dev !== undefined && post === undefined ? -4 : 0
  return [
    Number(epoch ?? 0),
    ...padded,
    phase,
    Number(stageNumber || 0),
    post === undefined ? -1 : Number(post || 0),
    dev === undefined ? Infinity : Number(dev || 0),
  ]
}
