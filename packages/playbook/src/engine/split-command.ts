/** The words of a command line, quotes taken off, as a POSIX shell splits them; nothing is expanded. */
export function splitCommand(command: string): string[] {
  const words: string[] = []
  let word = ''
  let begun = false
  for (let at = 0; at < command.length; at++) {
    const character = command[at] as string
    if (character === "'" || character === '"') {
      begun = true
      const quote = character
      for (at++; at < command.length && command[at] !== quote; at++) {
        if (quote === '"' && command[at] === '\\' && '"\\$`'.includes(command[at + 1] ?? ' ')) at++
        word += command[at]
      }
    } else if (/\s/.test(character)) {
      if (begun) words.push(word)
      word = ''
      begun = false
    } else {
      begun = true
      word += character === '\\' ? (command[++at] ?? '') : character
    }
  }
  if (begun) words.push(word)
  return words
}
