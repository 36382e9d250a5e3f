/**
 * Cuts a stream of JSON objects, one after the other without any frame (section 1.1), into their texts. Throws when
 * something else lies between them, or when one grows beyond the largest size.
 */
export function createJsonStream(largest: number): (text: string) => string[] {
  let rest = ''
  let depth = 0
  let inString = false
  let isEscaped = false

  return (text) => {
    const found: string[] = []
    let at = rest.length
    let start = 0
    rest += text
    for (; at < rest.length; at++) {
      const character = rest[at] as string
      if (inString) {
        if (isEscaped) isEscaped = false
        else if (character === '\\') isEscaped = true
        else if (character === '"') inString = false
      } else if (depth > 0) {
        if (character === '"') inString = true
        else if (character === '{' || character === '[') depth++
        else if ((character === '}' || character === ']') && --depth === 0) {
          found.push(rest.slice(start, at + 1))
          start = at + 1
        }
      } else if (character === '{') {
        depth = 1
        start = at
      } else if (!/\s/.test(character)) throw new Error('not a stream of JSON objects')
    }
    rest = depth === 0 ? '' : rest.slice(start)
    if (rest.length > largest) throw new Error('a JSON object is too large')
    return found
  }
}
