import type { Change } from './batch.ts'

/** The text of a row of the log: a line for each change, of collection, key in JSON and value in JSON, tabs between. */
export function writeLogText(changes: readonly Change[]): string {
  return changes
    .map(({ collection, key, text }) => {
      const start = `${collection}\t${JSON.stringify(key)}`
      return text === null ? start : `${start}\t${text}`
    })
    .join('\n')
}

/** The changes in a row of the log. JSON text holds neither bare tabs nor line feeds. */
export function readLogText(text: string): Change[] {
  return text.split('\n').map((line) => {
    const afterName = line.indexOf('\t')
    const afterKey = line.indexOf('\t', afterName + 1)
    return {
      collection: line.slice(0, afterName),
      key: JSON.parse(afterKey < 0 ? line.slice(afterName + 1) : line.slice(afterName + 1, afterKey)),
      text: afterKey < 0 ? null : line.slice(afterKey + 1),
    }
  })
}
