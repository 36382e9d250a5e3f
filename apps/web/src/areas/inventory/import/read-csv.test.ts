import { expect, test } from 'vitest'
import { readCsv } from './read-csv.ts'

test('rows know the line on which they start, quoted line breaks included [INV-14]', () => {
  const csv = 'item,itemtext1,inventory_notes\r\nSIM,1,"two\nlines, ""quoted"""\r\n\r\nSIM,2,\r\n'
  expect(readCsv(csv)).toEqual([
    { line: 1, values: ['item', 'itemtext1', 'inventory_notes'] },
    { line: 2, values: ['SIM', '1', 'two\nlines, "quoted"'] },
    { line: 5, values: ['SIM', '2', ''] },
  ])
})

test('files of spreadsheets are read: byte order mark, semicolons, no line break at the end', () => {
  expect(readCsv('\uFEFFitem;itemtext1\nSIM;1,5')).toEqual([
    { line: 1, values: ['item', 'itemtext1'] },
    { line: 2, values: ['SIM', '1,5'] },
  ])
})

test('an empty file has no rows', () => {
  expect(readCsv('')).toEqual([])
  expect(readCsv('\n\n')).toEqual([])
})
