import { expect, test } from 'vitest'
import { describePrinter, namePrinter } from '../../../../../renderer/features/shared/after-call/printer-words.ts'

test.each([
  [{ name: 'Office', state: 'ready' }, 'Ready', 'Office'],
  [{ name: 'Office', state: 'ready', problem: '1 job waits' }, 'Ready: 1 job waits', 'Office (Ready: 1 job waits)'],
  [{ name: 'Office', state: 'printing' }, 'Printing', 'Office (Printing)'],
  [
    { name: 'Office', state: 'problem', problem: 'Out of paper' },
    'Needs attention: Out of paper',
    'Office (Needs attention: Out of paper)',
  ],
  [{ name: 'Office', state: 'offline' }, 'Switched off or not connected', 'Office (Switched off or not connected)'],
] as const)('printer in words: %j', (printer, words, inList) => {
  expect([describePrinter(printer), namePrinter(printer)]).toEqual([words, inList])
})
