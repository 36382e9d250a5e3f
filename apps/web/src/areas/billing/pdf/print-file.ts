/** Prints a PDF from a frame out of sight, so that no other page has to be opened. */
export function printFile(file: Blob): void {
  const url = URL.createObjectURL(file)
  const frame = document.createElement('iframe')
  frame.src = url
  frame.className = 'visually-hidden'
  frame.setAttribute('aria-hidden', 'true')
  frame.addEventListener('load', () => {
    const page = frame.contentWindow
    page?.addEventListener('afterprint', () => remove(frame, url))
    page?.print()
  })
  // a frame whose reader tells no end of printing goes when the next one comes
  for (const old of document.querySelectorAll<HTMLIFrameElement>('iframe[data-print]')) remove(old, old.src)
  frame.dataset.print = ''
  document.body.append(frame)
}

function remove(frame: HTMLIFrameElement, url: string): void {
  frame.remove()
  URL.revokeObjectURL(url)
}
