import type { CaseReport } from './run-suite.ts'

/** The end of a run: a line for each topic and the total. */
export function reportTable(reports: CaseReport[]): string {
  const topics = Map.groupBy(reports, ({ name }) => name.split('/')[0] ?? '')
  const row = (topic: string, of: CaseReport[]): string[] => [
    topic,
    String(of.length),
    String(of.reduce((sum, { tasks }) => sum + tasks, 0)),
    String(of.reduce((sum, { requests }) => sum + requests, 0)),
    String(of.reduce((sum, report) => sum + report.differences.length, 0)),
  ]
  const head = ['topic', 'playbooks', 'tasks', 'requests', 'differences']
  const rows = [...[...topics].map(([topic, of]) => row(topic, of)), row('all', reports)]
  const line = (cells: string[]) => cells.map((cell, at) => (at === 0 ? cell.padEnd(14) : cell.padStart(12))).join('')
  const leftOut = reports.flatMap(({ name, leftOut }) =>
    leftOut === undefined ? [] : [`left out: ${name}: ${leftOut}`],
  )
  return [line(head), ...rows.map(line), ...leftOut].join('\n')
}
