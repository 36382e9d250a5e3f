import { readFileSync } from 'node:fs'
import { regex } from '../filters/regex.ts'
import { text } from '../python/text.ts'
import { TemplateError, truthy, type Value } from '../python/values.ts'
import { findFile } from './find-file.ts'
import type { Lookup } from './lookup.ts'

/** Values of an INI file, or of a properties file with `type=properties`. */
export const iniLookup: Lookup = (terms, { keywords, searchPath }) =>
  terms.flatMap((term): Value[] => {
    const file = text(keywords.file ?? 'ansible.ini')
    const path = findFile(file, searchPath, 'files')
    if (path === undefined) throw new TemplateError(`could not find ${file}`)
    const isProperties = text(keywords.type ?? 'ini') === 'properties'
    const section = isProperties ? 'java_properties' : text(keywords.section ?? 'global')
    const source = readFileSync(path, 'utf8')
    const sections = readIni(
      isProperties ? `[java_properties]\n${source}` : source,
      truthy(keywords.case_sensitive ?? false),
    )
    const found = sections.get(section)
    const defaults = sections.get('DEFAULT') ?? new Map<string, string>()
    if (!found) throw new TemplateError(`No section '${section}' in ${file}`)
    const values = new Map([...defaults, ...found])
    if (truthy(keywords.re ?? false)) {
      const wanted = regex(`(?:${text(term)})`, {})
      return [...values].filter(([name]) => name.search(wanted) === 0).map(([, value]) => value)
    }
    const name = truthy(keywords.case_sensitive ?? false) ? text(term) : text(term).toLowerCase()
    return [values.get(name) ?? keywords.default ?? '']
  })

/** Sections with their values; indented lines go on with the one before. */
function readIni(source: string, caseSensitive: boolean): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>()
  let current: Map<string, string> | undefined
  let last: string | undefined
  for (const line of source.split(/\r?\n/)) {
    if (/^\s*(?:[#;].*)?$/.test(line)) continue
    const heading = /^\[([^\]]+)\]/.exec(line)?.[1]
    if (heading !== undefined) {
      current = sections.get(heading) ?? new Map()
      sections.set(heading, current)
      last = undefined
    } else if (/^\s/.test(line) && last !== undefined && current) {
      current.set(last, `${current.get(last) ?? ''}\n${line.trim()}`)
    } else {
      const [, name = line, value = ''] = /^(.*?)\s*[=:]\s*(.*)$/.exec(line) ?? []
      last = caseSensitive ? name.trim() : name.trim().toLowerCase()
      current?.set(last, value.trim())
    }
  }
  return sections
}
