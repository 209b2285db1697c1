/** What each answer of a printer or a reader means for one card of a batch. The writing and printing themselves are stand-ins here. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Batch } from '../../../domain/printing/batch.ts'
import { err, ok } from '../../../domain/result.ts'
import { issueCard } from '../../../main/cards/issue-card.ts'
import { printByHand, throughPrinter, writeByHand } from '../../../main/printing/batch-item.ts'
import { issueInPrinter, type PrintingPorts } from '../../../main/printing/issue-in-printer.ts'
import { printCardFace } from '../../../main/printing/print-card-face.ts'

vi.mock('../../../domain/printing/batch.ts', async (original) => ({
  ...(await original<object>()),
  findBatchRefusal: vi.fn(() => undefined),
}))
vi.mock('../../../main/cards/issue-card.ts', () => ({ issueCard: vi.fn() }))
vi.mock('../../../main/printing/issue-in-printer.ts', () => ({ issueInPrinter: vi.fn() }))
vi.mock('../../../main/printing/print-card-face.ts', () => ({ printCardFace: vi.fn() }))
const { findBatchRefusal } = await import('../../../domain/printing/batch.ts')

const recorded = { rows: [], recorded: [], lastSeq: 8 }
const nothing = { rows: [], recorded: [], lastSeq: 7 }
const cards = [{ serial: '8001' }]
let isHere = true
const desk = {
  store: { lastSeq: () => 7 },
  cases: { get: async () => (isHere ? { view: { facts: { cards } } } : undefined) },
} as unknown as PrintingPorts
const withPrinter = { printer: 'P' } as Batch
const withoutPrinter = {} as Batch
const failure = (code: string) => err(code, 'Not done.', 'Look.')
beforeEach(() => {
  isHere = true
})

describe('through the printer', () => {
  const outcome = { done: false, where: 'reject-tray', blocks: false, message: 'It is bad.', next: 'Take it out.' }
  const described = (change: object) => ok({ ...recorded, described: { outcome: { ...outcome, ...change }, job: { jobId: 'job' } } })
  const words = { message: 'It is bad.', next: 'Take it out.', jobId: 'job' }

  test.each([
    ['done', { done: true, serial: '8001' }, { item: { state: 'done', ...words, serial: '8001' } }],
    [
      'no card left the feeder: its turn comes again',
      { where: 'no-card' },
      { item: { state: 'waiting' }, trouble: { kind: 'printer', message: 'It is bad. Take it out.' } },
    ],
    ['a bad card: the next one can follow', {}, { item: { state: 'failed', ...words }, trouble: { kind: 'card' } }],
    [
      'a card that may be inside: nothing more is fed',
      { where: 'inside', blocks: true },
      { item: { state: 'failed', ...words }, trouble: { kind: 'printer', message: 'It is bad. Take it out.' } },
    ],
  ])('%s', async (_, change, expected) => {
    vi.mocked(issueInPrinter).mockResolvedValue(described(change) as never)
    expect(await throughPrinter(desk, withPrinter, 'case', 3)).toEqual({ acted: recorded, ...expected })
  })

  test.each([
    ['card-inside', { item: { state: 'waiting' }, trouble: { kind: 'printer', message: 'Not done. Look.' } }],
    ['no-card-path', { item: { state: 'waiting' }, trouble: { kind: 'printer', message: 'Not done. Look.' } }],
    ['stale', { item: { state: 'failed', message: 'Not done.', next: 'Look.' } }],
  ])('refused with %s: nothing was done', async (code, expected) => {
    vi.mocked(issueInPrinter).mockResolvedValue(failure(code) as never)
    expect(await throughPrinter(desk, withPrinter, 'case', 3)).toEqual({ acted: nothing, ...expected })
  })
})

describe('written by hand', () => {
  const written = (result: object) => vi.mocked(issueCard).mockResolvedValue(ok({ ...recorded, result }) as never)

  test.each([
    ['with a printer: to be printed', withPrinter, 'to-print', 'Put it into the printer.'],
    ['without one: done, its face is left for later', withoutPrinter, 'done', 'Print its face from its case.'],
  ])('%s', async (_, list, state, next) => {
    written({ outcome: 'done', serial: '8001' })
    expect(await writeByHand(desk, list, 'case', 3, 'reader')).toEqual({
      acted: recorded,
      item: { state, serial: '8001', message: 'Written and read back.', next },
    })
    expect(issueCard).toHaveBeenLastCalledWith(desk, { caseId: 'case', expectedSeq: 3, reader: 'reader' })
  })

  test('a card that did not come out well: failed, with the serial that its case knows', async () => {
    written({ outcome: 'spoiled', step: 'Set the passcode', reason: 'refused.' })
    expect(await writeByHand(desk, withPrinter, 'case', 3, 'reader')).toMatchObject({
      item: { state: 'failed', serial: '8001', message: 'Set the passcode: refused.' },
      trouble: { kind: 'card' },
    })
  })

  test('a reader that does not answer: its turn comes again', async () => {
    vi.mocked(issueCard).mockResolvedValue(failure('no-reader') as never)
    expect(await writeByHand(desk, withPrinter, 'case', 3, undefined)).toEqual({
      acted: nothing,
      item: { state: 'waiting' },
      trouble: { kind: 'printer', message: 'Not done. Look.' },
    })
  })

  test.each(['does not fit any more', 'is not here'])('a case that %s: failed, and no card is touched', async (what) => {
    vi.mocked(issueCard).mockClear()
    if (what === 'is not here') isHere = false
    else vi.mocked(findBatchRefusal).mockReturnValueOnce({ code: 'card-half-written', message: 'Half written.', next: 'Continue.' })
    const carried = await writeByHand(desk, withPrinter, 'case', 3, 'reader')
    expect(carried).toMatchObject({ acted: nothing, item: { state: 'failed' } })
    expect(carried).not.toHaveProperty('trouble')
    expect(issueCard).not.toHaveBeenCalled()
  })
})

describe('printed by hand', () => {
  const printed = (code?: string) =>
    vi.mocked(printCardFace).mockResolvedValue(ok({ ...recorded, ...(code ? { failure: failure(code).error } : {}) }) as never)

  test('done', async () => {
    printed()
    expect(await printByHand(desk, withPrinter, 'case', 3)).toMatchObject({ acted: recorded, item: { state: 'done' } })
  })

  test.each(['print-unknown', 'printed-before'])('%s: a person has to look, and it is not printed again', async (code) => {
    printed(code)
    expect(await printByHand(desk, withPrinter, 'case', 3)).toMatchObject({
      acted: recorded,
      item: { state: 'failed', message: 'Written and read back. Not done. Look.' },
      trouble: { kind: 'card' },
    })
  })

  test('a printer that took nothing: to be printed when it is well', async () => {
    printed('printer-problem')
    expect(await printByHand(desk, withPrinter, 'case', 3)).toEqual({
      acted: recorded,
      item: { state: 'to-print' },
      trouble: { kind: 'printer', message: 'Not done. Look.' },
    })
  })

  test('refused before anything was recorded: nothing was done', async () => {
    vi.mocked(printCardFace).mockResolvedValue(failure('printed-before') as never)
    expect(await printByHand(desk, withPrinter, 'case', 3)).toMatchObject({ acted: nothing, item: { state: 'failed' } })
  })
})
