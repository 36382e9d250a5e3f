/** The text as an address to link to, when it is one of the web; scripts, LPA addresses and other text are none. */
export function webAddressOf(text: string): string | undefined {
  try {
    const { protocol, href } = new URL(text.trim())
    return protocol === 'http:' || protocol === 'https:' ? href : undefined
  } catch {
    return undefined
  }
}
