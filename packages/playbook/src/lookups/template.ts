import { readFileSync } from 'node:fs'
import { text } from '../python/text.ts'
import { isDict, TemplateError, truthy, type Value } from '../python/values.ts'
import { findFile } from './find-file.ts'
import type { Lookup } from './lookup.ts'

/** Rendered files of the `templates` folder. */
export const templateLookup: Lookup = (terms, { keywords, searchPath, templar }) =>
  terms.map((term): Value => {
    const path = findFile(text(term), searchPath, 'templates')
    if (path === undefined) {
      throw new TemplateError(`the template file ${text(term)} could not be found for the lookup`)
    }
    const given = keywords.template_vars ?? null
    const rendered = templar.renderText(readFileSync(path, 'utf8'), {
      rawBackslashes: false,
      ...(isDict(given) ? { more: new Map([...given].map(([name, value]) => [text(name), value])) } : {}),
    })
    return truthy(keywords.convert_data ?? true) ? templar.convert(rendered) : rendered
  })
