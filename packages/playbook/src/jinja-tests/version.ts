import { namedArguments } from '../filters/named-arguments.ts'
import { text } from '../python/text.ts'
import { TemplateError, truthy } from '../python/values.ts'
import { compareVersions, type VersionKind } from '../python/versions.ts'
import type { JinjaTest } from './jinja-test.ts'

const operators: Record<string, (order: number) => boolean> = Object.assign(Object.create(null), {
  eq: (order: number) => order === 0,
  ne: (order: number) => order !== 0,
  lt: (order: number) => order < 0,
  le: (order: number) => order <= 0,
  gt: (order: number) => order > 0,
  ge: (order: number) => order >= 0,
})
const names: Record<string, string> = {
  '==': 'eq',
  '=': 'eq',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  '!=': 'ne',
  '<>': 'ne',
}
const kinds: Record<string, VersionKind> = {
  loose: 'loose',
  strict: 'strict',
  semver: 'semver',
  semantic: 'semver',
  pep440: 'pep440',
}

/** How a version number stands to another: `is version('2.1', '>=')`. */
export const versionTest: JinjaTest = (value, args, { keywords }) => {
  const given = namedArguments(['version', 'operator', 'strict', 'version_type'], args, keywords)
  const { version = null, operator = 'eq', strict = null, version_type: type = null } = given
  if (strict !== null && type !== null) throw new TemplateError("Cannot specify both 'strict' and 'version_type'")
  if (!truthy(value)) throw new TemplateError('Input version value cannot be empty')
  if (!truthy(version)) throw new TemplateError('Version parameter to compare against cannot be empty')
  const kind = truthy(strict) ? 'strict' : type === null ? 'loose' : kinds[text(type)]
  if (kind === undefined) {
    throw new TemplateError(
      `Invalid version type (${text(type)}). Must be one of 'loose', 'strict', 'semver', 'semantic', 'pep440'`,
    )
  }
  const holds = operators[names[text(operator)] ?? text(operator)]
  if (!holds) {
    throw new TemplateError(
      `Invalid operator type (${text(operator)}). Must be one of '==', '=', 'eq', '<', 'lt', '<=', 'le', '>', 'gt', '>=', 'ge', '!=', '<>', 'ne'`,
    )
  }
  return holds(compareVersions(text(value), text(version), kind))
}
