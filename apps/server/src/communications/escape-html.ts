const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text from outside as HTML text or as the value of an attribute, on one line. */
export function escapeHtml(text: string): string {
  return escapeLines(oneLine(text))
}

/** As escapeHtml, with its line breaks. */
export function escapeLines(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
