import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLogger } from '../logging.ts'
import { openPdfPrinter, type PdfPrinter } from './pdf-printer.ts'

let printer: PdfPrinter
const assetDir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-assets-'))
const browserDir = path.join(os.tmpdir(), `omnicrm-test-browser-${os.userInfo().uid}`)
const log = createLogger('silent')
beforeAll(async () => {
  printer = openPdfPrinter({ browserDir, chromiumPath: undefined, log })
  await printer.warm()
})
afterAll(async () => {
  await printer.close()
  rmSync(assetDir, { recursive: true, force: true })
})

async function textOf(pdf: Buffer): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent()
    pages.push(content.items.map((item) => ('str' in item ? item.str : '')).join(' '))
  }
  return pages
}

test('page size, page numbers and repeated table heads of the style sheet are kept [INVC-37]', async () => {
  const rows = Array.from({ length: 80 }, (_, row) => `<tr><td>line ${row + 1}</td></tr>`).join('')
  const html = `<style>@page { size: A4; margin: 1cm; @bottom-right { content: counter(page) " of " counter(pages) } }</style>
    <table><thead><tr><th>Heading</th></tr></thead><tbody>${rows}</tbody></table>`
  const pages = await textOf(await printer.print(html, { assetDir }))
  expect(pages.length).toBeGreaterThan(1)
  for (const [index, page] of pages.entries()) {
    expect(page).toContain('Heading')
    expect(page).toContain(`${index + 1} of ${pages.length}`)
  }
})

test('a template reaches its own folder and nothing else: no network, no other file, no script', async () => {
  const asked: string[] = []
  const server = http.createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-outside-'))
  mkdirSync(path.join(assetDir, 'images'), { recursive: true })
  const svg = (text: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text y="20">${text}</text></svg>`
  writeFileSync(path.join(assetDir, 'images/logo.svg'), svg('inside'))
  writeFileSync(path.join(folder, 'secret.svg'), svg('outside'))
  const pdf = await printer.print(
    `<p>body</p><script>document.write('scripted')</script>
     <img src="images/logo.svg"><img src="file://${folder}/secret.svg">
     <img src="http://127.0.0.1:${port}/leak"><link rel="stylesheet" href="http://127.0.0.1:${port}/style.css">`,
    { assetDir },
  )
  server.close()
  rmSync(folder, { recursive: true })
  const text = (await textOf(pdf)).join(' ')
  expect(text).toContain('inside')
  expect(text).not.toContain('outside')
  expect(text).not.toContain('scripted')
  expect(asked).toEqual([])
})

test('many at once all print, each its own page', async () => {
  const pdfs = await Promise.all(Array.from({ length: 8 }, (_, n) => printer.print(`<p>number ${n}</p>`, { assetDir })))
  for (const [n, pdf] of pdfs.entries()) expect((await textOf(pdf)).join('')).toContain(`number ${n}`)
})

/** Process ids of the browsers that this process has started. */
function browsers(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1])
        return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(browserDir)
      } catch {
        return false
      }
    })
}

test('a browser that was killed is replaced by the next print, also in the middle of one', async () => {
  await printer.print('<p>before</p>', { assetDir })
  const before = browsers()
  expect(before).toHaveLength(1)
  const killed = printer.print('<p>during</p>', { assetDir })
  for (const pid of before) process.kill(pid, 'SIGKILL')
  expect((await textOf(await killed)).join('')).toContain('during')
  expect((await textOf(await printer.print('<p>after</p>', { assetDir }))).join('')).toContain('after')
  expect(browsers()).not.toEqual(before)
})

test('a closed printer refuses with a sentence', async () => {
  const other = openPdfPrinter({ browserDir, chromiumPath: undefined, log })
  await other.warm()
  expect(browsers()).toHaveLength(2)
  await other.close()
  expect(browsers()).toHaveLength(1)
  await expect(other.print('<p>x</p>', { assetDir })).rejects.toMatchObject({ status: 502, code: 'upstream_failed' })
})

test('a browser that cannot start gives a typed error', async () => {
  const other = openPdfPrinter({ browserDir, chromiumPath: '/nowhere/chromium', log })
  await expect(other.print('<p>x</p>', { assetDir })).rejects.toMatchObject({ status: 502 })
  await other.close()
})
