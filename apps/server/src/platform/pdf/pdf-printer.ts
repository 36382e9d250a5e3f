import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { upstreamFailed } from '../errors.ts'
import { type ChromiumOptions, launchChromium } from './launch-chromium.ts'

export type PdfPrinter = {
  /**
   * Prints an HTML page as its own CSS says (`@page`). Scripts do not run and there is no network: images and fonts come from
   * `assetDir` (relative, or `file:///` inside it) or from `data:` addresses. Throws 502 when the browser cannot print.
   */
  print(html: string, options: { assetDir: string }): Promise<Buffer>
  /** starts the browser before the first page needs it */
  warm(): Promise<void>
  close(): Promise<void>
}

/** Pages that print at the same time. */
const PAGES = 2
const PRINTS_PER_BROWSER = 500
const MEMORY_LIMIT_BYTES = 600 * 1024 * 1024
const MEMORY_CHECK_EVERY = 25
const PRINT_TIMEOUT_MS = 30_000
const PAGE_BYTES = 4096

/** One browser and its pages, each page bound to one asset folder. */
type Press = { browser: Browser; idle: { page: Page; assetDir: string }[]; prints: number; busy: number }

/**
 * One warm browser for all PDFs: started by the first, started again after a crash, replaced after some hundred prints or when
 * it has grown large (Chromium's memory only grows), closed at the end.
 */
export function openPdfPrinter(options: ChromiumOptions): PdfPrinter {
  let press: Promise<Press> | undefined
  let closed = false
  let turns = Promise.resolve()
  const waiting: (() => void)[] = []
  let printing = 0

  const start = async (): Promise<Press> => {
    const browser = await launchChromium(options)
    const started: Press = { browser, idle: [], prints: 0, busy: 0 }
    browser.on('disconnected', () => {
      if (current === started) forget()
    })
    current = started
    return started
  }
  let current: Press | undefined
  const forget = (): void => {
    press = undefined
    current = undefined
  }
  const ready = (): Promise<Press> => {
    if (closed) return Promise.reject(new Error('the PDF printer is closed'))
    press ??= start().catch((error) => {
      forget()
      throw error
    })
    return press
  }
  /** The next print starts a new browser; this one ends when its last page is done. */
  const retire = (worn: Press): void => {
    if (current === worn) forget()
    if (worn.busy === 0) turns = turns.then(() => worn.browser.close()).catch(() => {})
  }
  const printOnce = async (html: string, assetDir: string): Promise<Buffer> => {
    const on = await ready()
    on.busy += 1
    on.prints += 1
    try {
      const at = on.idle.findIndex((entry) => entry.assetDir === assetDir)
      const [entry] = at >= 0 ? on.idle.splice(at, 1) : []
      const page = entry?.page ?? (await openPage(on.browser, assetDir))
      await page.setContent(html, { waitUntil: 'load', timeout: PRINT_TIMEOUT_MS })
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, format: 'A4', tagged: true })
      if (on.idle.length < PAGES) on.idle.push({ page, assetDir })
      else await page.context().close()
      return pdf
    } finally {
      on.busy -= 1
      if (on !== current) retire(on)
      else if (on.prints >= PRINTS_PER_BROWSER) retire(on)
      else if (on.prints % MEMORY_CHECK_EVERY === 0 && (await memoryOf(on.browser)) > MEMORY_LIMIT_BYTES) retire(on)
    }
  }
  const turn = async (): Promise<void> => {
    if (printing >= PAGES) await new Promise<void>((resolve) => waiting.push(resolve))
    else printing += 1
  }
  const pass = (): void => {
    const next = waiting.shift()
    if (next) next()
    else printing -= 1
  }
  return {
    async print(html, { assetDir }) {
      await turn()
      try {
        return await printOnce(html, assetDir).catch((error) => {
          // Once more in a fresh browser: the first one may have crashed on a page before.
          options.log.warn({ err: error }, 'printing a PDF failed; trying once more')
          if (current) retire(current)
          return printOnce(html, assetDir)
        })
      } catch (error) {
        options.log.error({ err: error }, 'printing a PDF failed')
        throw upstreamFailed('The PDF could not be printed; the log says why. Try again in a moment')
      } finally {
        pass()
      }
    },
    async warm() {
      await ready()
    },
    async close() {
      closed = true
      const last = await press?.catch(() => undefined)
      forget()
      await last?.browser.close().catch(() => {})
      await turns
    },
  }
}

/** A page whose address lies in the asset folder, so that relative images are found there, and from which nothing else is reached. */
async function openPage(browser: Browser, assetDir: string): Promise<Page> {
  const base = `${pathToFileURL(assetDir).href}/`
  const blank = `${base}page.html`
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true })
  await context.route('**/*', async (route) => {
    const url = route.request().url()
    if (url === blank) return route.fulfill({ contentType: 'text/html', body: '' })
    return url.startsWith(base) ? route.continue() : route.abort('blockedbyclient')
  })
  const page = await context.newPage()
  await page.goto(blank)
  return page
}

/** Resident memory of the browser's processes; 0 where the machine does not tell (no /proc). */
async function memoryOf(browser: Browser): Promise<number> {
  try {
    const session = await browser.newBrowserCDPSession()
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    await session.detach()
    const sizes = await Promise.all(
      processInfo.map(
        async ({ id }) => Number((await readFile(`/proc/${id}/statm`, 'utf8')).split(' ')[1]) * PAGE_BYTES,
      ),
    )
    return sizes.reduce((sum, size) => sum + size, 0)
  } catch {
    return 0
  }
}
