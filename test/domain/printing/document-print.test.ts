import { expect, test } from 'vitest'
import { findFirstPrinter, paperUseOf, printedDocuments } from '../../../domain/printing/document-print.ts'

const names = (...given: string[]) => given.map((name) => ({ name }))

test.each<readonly [what: string, printers: readonly { name: string }[], last: string | undefined, first: string | undefined]>([
  ['none', [], 'Office', undefined],
  ['the only one, whatever was used last', names('Labels'), 'Office', 'Labels'],
  ['the one used last', names('Labels', 'Office'), 'Office', 'Office'],
  ['none of several when none was used', names('Labels', 'Office'), undefined, undefined],
  ['none of several when the one used last is gone', names('Labels', 'Store'), 'Office', undefined],
])('first printer: %s', (_, printers, last, first) => {
  expect(findFirstPrinter(printers, last)).toBe(first)
})

test('printer used last: labels and the page that measures them have one of their own', () => {
  expect(printedDocuments.map((kind) => [kind, paperUseOf(kind)])).toEqual([
    ['label', 'labels'],
    ['manifest-pdf', 'documents'],
    ['release-sheet', 'documents'],
    ['calibration', 'labels'],
    ['table', 'documents'],
    ['locum-log', 'documents'],
    ['wind-down-left', 'documents'],
    ['wind-down-letter', 'documents'],
    ['wind-down-certificate', 'documents'],
  ])
})
