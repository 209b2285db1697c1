import { expect, test } from 'vitest'
import { lookAtPrinters } from '../../../main/devices/look-at-printers.ts'
import type { PrinterState } from '../../../native/ports.ts'

const office: PrinterState = { name: 'Office', state: 'ready' }

/** Tells at once, later or never. */
function printersThatTell(when: 'at once' | 'later' | 'never') {
  let watching = 0
  return {
    watching: () => watching,
    watch: (listener: (printers: readonly PrinterState[]) => void) => {
      watching += 1
      if (when === 'at once') listener([office])
      if (when === 'later') setTimeout(() => listener([office]), 5)
      return () => {
        watching -= 1
      }
    },
  }
}

test.each([
  ['at once', [office]],
  ['later', [office]],
  ['never', undefined],
] as const)('a look at the printers that are told %s: they are no longer watched after', async (when, seen) => {
  const printers = printersThatTell(when)
  expect(await lookAtPrinters(printers, when === 'never' ? 10 : 5_000)).toEqual(seen)
  await Promise.resolve()
  expect(printers.watching()).toBe(0)
})
