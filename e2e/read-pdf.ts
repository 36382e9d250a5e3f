import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** The text of all pages, as a reader would copy it. */
export async function textOfPdf(file: Uint8Array): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(file) }).promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent()
    pages.push(content.items.map((item) => ('str' in item ? item.str : '')).join(' '))
  }
  return pages.join('\n')
}
