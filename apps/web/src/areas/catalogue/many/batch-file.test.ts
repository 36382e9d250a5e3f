import { expect, test } from 'vitest'
import { type BatchFile, chunksOf, exampleCsv, lineOf, readBatch, refusedCsv } from './batch-file.ts'

const read = (csv: string): BatchFile => {
  const file = readBatch(csv, 'wrong number of values')
  if (typeof file === 'string') throw new Error(file)
  return file
}

test('rows keep the line of the file; one with too few values is refused [PLAN-24]', () => {
  const file = read('customer_id,SIM Card\n1,\n\n2\n"3",5001\n')
  expect(file.rows).toEqual([
    { line: 2, fields: { customer_id: '1', 'SIM Card': '' } },
    { line: 5, fields: { customer_id: '3', 'SIM Card': '5001' } },
  ])
  expect(file.refused).toEqual([{ line: 4, message: 'wrong number of values' }])
})

test('a file without rows, without customers, or with too many rows is no such file', () => {
  expect(readBatch('customer_id\n', '')).toBe('empty')
  expect(readBatch('customer\n1', '')).toBe('no_customer')
  expect(readBatch(`customer_id\n${'1\n'.repeat(1001)}`, '')).toBe('too_many')
})

test('it is sent 25 rows at a time, and answers are told by line [PLAN-24]', () => {
  const { rows } = read(`customer_id\n${'7\n'.repeat(60)}`)
  const chunks = chunksOf(rows)
  expect(chunks.map((chunk) => chunk.length)).toEqual([25, 25, 10])
  expect(lineOf(chunks[1] ?? [], 1)).toBe(27)
})

test('the file of refused lines can be mended and sent again; its reasons are not sent [PLAN-24]', () => {
  const file = read('customer_id,po_number\n1,PO-1\n2,"PO, 2"\n')
  const csv = refusedCsv(file, [{ line: 3, message: 'there is no customer 2' }])
  expect(csv).toBe('customer_id,po_number,refused_because\r\n2,"PO, 2",there is no customer 2\r\n')
  expect(read(csv)).toEqual({
    names: ['customer_id', 'po_number'],
    rows: [{ line: 2, fields: { customer_id: '2', po_number: 'PO, 2' } }],
    refused: [],
  })
})

test('the example has a column for each inventory type', () => {
  expect(exampleCsv(['SIM Card']).split('\r\n')[0]).toBe('customer_id,SIM Card,po_number')
})
