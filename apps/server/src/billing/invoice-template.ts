import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { Environment } from 'minijinja-js'
import { currencyOf } from '../platform/config/config-schema.ts'
import { conflict, type DomainError } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { addInvoiceFilters } from './template-filters.ts'

/** Everything in the template folder as it is now. */
export type TemplateSet = {
  /** SHA-256 over all files, so that an edited template, include, image or font makes a new PDF */
  hash: string
  names: ReadonlySet<string>
  /** Throws 409 naming the template, the line and the reason. */
  render(name: string, variables: Record<string, unknown>): string
}

/** Steps that a template may take: enough for an invoice of some ten thousand lines, and an end to a loop without one. */
const FUEL = 20_000_000

type Loaded = { stamp: string; set: TemplateSet }
const loaded = new Map<string, Loaded>()

/** The operator's templates, read again only when a file has changed. */
export async function openTemplates(platform: Platform): Promise<TemplateSet> {
  const folder = platform.settings.templatesDir
  const files = await listFiles(folder)
  const currency = currencyOf(platform.config)
  const { locale } = platform.config
  const stamp = JSON.stringify([currency, locale, files])
  const known = loaded.get(folder)
  if (known?.stamp === stamp) return known.set
  const hash = createHash('sha256').update(currency).update(locale)
  const sources = new Map<string, string>()
  for (const { name } of files) {
    const content = await readFile(path.join(folder, name))
    hash.update(name).update('\0').update(content)
    if (name.endsWith('.html')) sources.set(name, content.toString('utf8'))
  }
  const set: TemplateSet = {
    hash: hash.digest('hex'),
    names: new Set(sources.keys()),
    render: (name, variables) => renderTemplate(sources, { name, variables, currency, locale }),
  }
  loaded.set(folder, { stamp, set })
  return set
}

type FoundFile = { name: string; size: number; modified: number }

async function listFiles(folder: string): Promise<FoundFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name)
        const { size, mtimeMs } = await stat(file)
        return { name: path.relative(folder, file).replaceAll(path.sep, '/'), size, modified: mtimeMs }
      }),
  )
  return files.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * The template for a customer: the configured one, or its variant in the customer's language when there is one beside it
 * (`invoice_template_en.html` and `invoice_template_es.html`, or `invoice.html` and `invoice_es.html`). Throws 409 when the
 * configured one is not there.
 */
export function templateFor(set: TemplateSet, configured: string, language: string | null): string {
  const code = language?.toLowerCase().split(/[-_]/)[0]
  if (code && /^[a-z]{2,3}$/.test(code)) {
    const base = configured.replace(/\.html$/, '')
    const variant = [base.replace(/_[a-z]{2}$/, ''), base]
      .map((stem) => `${stem}_${code}.html`)
      .find((name) => set.names.has(name))
    if (variant) return variant
  }
  if (!set.names.has(configured))
    throw conflict(
      'invoice_template_missing',
      `The invoice template ${configured} is not in the folder of the templates`,
    )
  return configured
}

function renderTemplate(
  sources: ReadonlyMap<string, string>,
  rendering: { name: string; variables: Record<string, unknown>; currency: string; locale: string },
): string {
  const { name, variables, currency, locale } = rendering
  const failures: string[] = []
  const environment = new Environment()
  try {
    environment.enablePyCompat()
    environment.fuel = FUEL
    addInvoiceFilters(environment, { currency, locale, failed: (reason) => failures.push(reason) })
    for (const [file, source] of sources) {
      try {
        environment.addTemplate(file, source)
      } catch (error) {
        // A broken template beside it is no matter until it is used.
        if (file === name) throw error
      }
    }
    return environment.renderTemplate(name, variables)
  } catch (error) {
    throw brokenTemplate(name, error, failures[0])
  } finally {
    environment.free()
  }
}

/** MiniJinja says `Error: syntax error: unexpected end of block (in invoice.html:2)`, then shows the source. */
function brokenTemplate(name: string, error: unknown, filterFailure: string | undefined): DomainError {
  const text = (error instanceof Error ? error.message : String(error)).replace(/^Error: /, '')
  const [, where = name, line] = /\(in (\S+):(\d+)\)/.exec(text) ?? []
  const [reason = ''] = text.split(/ \(in \S+:\d+\)|\n/)
  return conflict(
    'invoice_template_broken',
    `The invoice template ${where} is broken${line ? ` at line ${line}` : ''}: ${filterFailure ?? reason}`,
  )
}
