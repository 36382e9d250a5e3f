import { dumpYaml } from '../python/dump-yaml.ts'
import { text } from '../python/text.ts'
import { truthy, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

const names = [
  'indent',
  'default_flow_style',
  'sort_keys',
  'width',
  'explicit_start',
  'allow_unicode',
  'explicit_end',
] as const

/** The value as YAML, leaves on one line. */
export const toYamlFilter: Filter = (input, _args, { keywords }) =>
  write(input, keywords, { indent: 2, flow: keywords.default_flow_style ?? null })

/** The value as YAML, one entry a line. */
export const toNiceYamlFilter: Filter = (input, [indent], { keywords }) =>
  write(input, indent === undefined ? keywords : { ...keywords, indent }, { indent: 4, flow: false })

function write(input: Value, keywords: Record<string, Value>, defaults: { indent: number; flow: Value }): string {
  const given = namedArguments(names, [], keywords)
  const indent = Number(text(given.indent ?? defaults.indent))
  return dumpYaml(input, {
    indent: indent >= 2 && indent <= 9 ? indent : 2,
    flow: defaults.flow === null ? 'leaves' : truthy(defaults.flow) ? 'always' : 'never',
    sortKeys: truthy(given.sort_keys ?? true),
    width: Number(text(given.width ?? 80)),
    explicitStart: truthy(given.explicit_start ?? false),
  })
}
