/** Choosing the card printer: who may, what is refused, and what the record keeps. */
import { expect, test } from 'vitest'
import type { PrinterChoice } from '../../../domain/card/printer-choice.ts'
import { err } from '../../../domain/result.ts'
import { isSignedAction } from '../../../domain/record/actions.ts'
import { roles } from '../../../domain/station/roles.ts'
import type { PrintingPorts } from '../../../main/printing/issue-in-printer.ts'
import { printingHandlers } from '../../../main/printing/printing-handlers.ts'
import { accessTo } from '../../../preload/contract.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { code } from '../vault/support.ts'

const address: PrinterChoice = { kind: 'ipp', uri: 'ipps://10.1.2.3/ipp/print' }

function station({ refused = false, practice = false } = {}) {
  const kept = memoryStore()
  let choice: PrinterChoice = { kind: 'none' }
  const handlers = printingHandlers({
    desk: () => ({ store: kept.store }) as unknown as PrintingPorts,
    cardPrinter: {
      read: () => choice,
      findRefusal: () => (refused ? err('host-not-allowed', 'Not there.', 'Use another.') : undefined),
      write: (next) => {
        choice = next
      },
      found: () => Promise.resolve([]),
    },
    practice,
  })
  return { ...kept, use: (next: PrinterChoice) => handlers['printer.use']({ choice: next }), chosen: () => choice }
}

test('card printer: RA managers choose it', () => {
  expect(roles.filter((role) => accessTo(role, 'printer.use') === 'do')).toEqual(['raManager'])
})

test('card printer: the record has a signed entry with both choices', async () => {
  const { use, chosen, commits } = station()
  expect(code(await use(address))).toBe('ok')
  expect(chosen()).toEqual(address)
  expect(commits.map(({ audit }) => audit)).toEqual([{ action: 'card-printer-chosen', detail: { from: { kind: 'none' }, to: address } }])
  expect(isSignedAction('card-printer-chosen')).toBe(true)
})

test('card printer: a choice that cannot be noted is not made', async () => {
  const { use, chosen, failWith } = station()
  failWith('disk-full')
  expect(code(await use(address))).toBe('disk-full')
  expect(chosen()).toEqual({ kind: 'none' })
})

test('card printer: a refused address is neither kept nor noted', async () => {
  const { use, chosen, commits } = station({ refused: true })
  expect(code(await use(address))).toBe('host-not-allowed')
  expect([chosen(), commits]).toEqual([{ kind: 'none' }, []])
})

test('card printer: the practice printer is for practice only', async () => {
  expect(code(await station().use({ kind: 'virtual', station: false }))).toBe('practice-only')
  expect(code(await station({ practice: true }).use({ kind: 'virtual', station: false }))).toBe('ok')
})
