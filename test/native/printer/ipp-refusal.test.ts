import { expect, test } from 'vitest'
import { ippGroup, type IppMessage } from '../../../native/printer/ipp.ts'
import { describeIppRefusal } from '../../../native/printer/ipp-refusal.ts'

const answer = (code: number, unsupported: readonly string[] = []): IppMessage =>
  ({
    code,
    groups: [{ tag: ippGroup.unsupported, attributes: new Map(unsupported.map((name) => [name, []])) }],
  }) as unknown as IppMessage

test.each([
  [0x0403, [], 'The printer does not let this user print. Nothing was printed.', 'Ask the person who manages the printer.'],
  [0x0507, [], 'The printer is busy with another job. Nothing was printed.', 'Wait until it is done and print again.'],
  [
    0x040b,
    ['media-col', 'media-size', 'print-scaling'],
    'The printer does not support pages of this size, printing at true size. Nothing was printed.',
    'Choose another printer, or check its settings.',
  ],
  [
    0x040b,
    ['finishings'],
    'The printer does not support finishings. Nothing was printed.',
    'Choose another printer, or check its settings.',
  ],
])('IPP status %i with %j: why, and what to do', (code, unsupported, message, next) => {
  expect(describeIppRefusal(answer(code, unsupported)).error).toMatchObject({ code: 'printer-refused', message, next })
})

test('a status without words keeps its number', () => {
  expect(describeIppRefusal(answer(0x0500)).error.message).toContain('(IPP status 0500)')
})
