import { expect, test } from 'vitest'
import { fileNameOf } from './file-name.ts'

test.each([
  ['attachment; filename="ACME_00012.pdf"', 'ACME_00012.pdf'],
  ['attachment; filename=invoices.csv', 'invoices.csv'],
  ['attachment; filename="a \\"b\\".pdf"', 'a "b".pdf'],
  ['attachment; filename="x.pdf"; filename*=UTF-8\'\'M%C3%BCller.pdf', 'Müller.pdf'],
  ['attachment', undefined],
  ['', undefined],
])('the name in %s [INVC-29]', (header, name) => {
  expect(fileNameOf(header)).toBe(name)
})
