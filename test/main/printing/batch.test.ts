import { describe, expect, test } from 'vitest'
import type { Batch } from '../../../domain/printing/batch.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import { stationPrinterName } from '../../../native/printer/virtual-station.ts'
import { createVirtualStationPrinter } from '../../../native/printer/virtual-station-printer.ts'
import { journey } from '../../fixtures/journey-events.ts'
import { random } from '../../support/cards.ts'
import { copyAsAfterACrash, openMainApp, type MainApp } from '../../support/main-app.ts'
import { closeAppsAfterEach } from '../../support/opened-apps.ts'
import { newCase, readCase, walkUntil } from '../../support/main-journey.ts'

const opened = closeAppsAfterEach()

type Parts = NonNullable<NonNullable<Parameters<typeof openMainApp>[0]>['parts']>
async function start(cases: number, cards: number, parts: Parts = {}) {
  const station = createVirtualStationPrinter({ random })
  const main = await openMainApp({ station, parts })
  opened.push(main)
  await main.setUp()
  main.station.load(Array.from({ length: cards }, (_, index) => blankCard({ serial: 8_001 + index })))
  const caseIds: string[] = []
  for (let index = 0; index < cases; index++) {
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'outcome')
    await main.act(caseId, { ...journey.cisIdentityCreated, uuid: `55500011200${String(index)}` })
    caseIds.push(caseId)
  }
  return { main, caseIds, station }
}

const begin = async (main: MainApp, caseIds: readonly string[], more: object = { mode: 'printer', printer: stationPrinterName }) =>
  (await main.must('batch.start', { caseIds: [...caseIds], mode: 'printer', ...more })).batch
const step = async (main: MainApp, batch: Batch, caseId: string, reader?: string): Promise<Batch> =>
  (await main.must('batch.next', { batchId: batch.batchId, caseId, expectedSeq: main.seq(caseId), ...(reader ? { reader } : {}) })).batch
const states = ({ items }: Batch) => items.map(({ state }) => state)
const liveCard = async (main: MainApp, caseId: string) => (await readCase(main, caseId)).view.facts.liveCard?.serial

describe('a batch through the printer', () => {
  test('a bad card in the middle goes into the reject tray, and the others are done', async () => {
    const { main, caseIds } = await start(3, 3)
    let batch = await begin(main, caseIds)
    batch = await step(main, batch, caseIds[0]!)
    main.station.failNext('toContacts', 'lost-before')
    batch = await step(main, batch, caseIds[1]!)
    batch = await step(main, batch, caseIds[2]!)
    expect([batch.state, ...states(batch)]).toEqual(['finished', 'done', 'failed', 'done'])
    expect(batch.items[1]).toMatchObject({
      message: expect.stringContaining('blank card is in the reject tray'),
      next: expect.stringContaining('can be used again'),
    })
    expect(main.station.hopper().map(({ state }) => state.serial)).toEqual([8001, 8003])
    expect(main.station.rejectTray().map(({ state }) => state.serial)).toEqual([8002])
    expect(await Promise.all(caseIds.map((caseId) => liveCard(main, caseId)))).toEqual(['8001', undefined, '8003'])
    // The case that got no card is in the next batch.
    main.station.load([blankCard({ serial: 8_004 })])
    expect(states(await step(main, await begin(main, [caseIds[1]!]), caseIds[1]!))).toEqual(['done'])
  })

  test('an empty feeder pauses it, and the case has its turn again when there are cards', async () => {
    const { main, caseIds } = await start(2, 1)
    let batch = await begin(main, caseIds)
    batch = await step(main, batch, caseIds[0]!)
    batch = await step(main, batch, caseIds[1]!)
    expect([batch.state, ...states(batch)]).toEqual(['paused', 'done', 'waiting'])
    expect(batch.why).toContain('Feeder empty')
    expect(
      await main.call('batch.next', { batchId: batch.batchId, caseId: caseIds[1]!, expectedSeq: main.seq(caseIds[1]!) }),
    ).toMatchObject({ ok: false, error: { code: 'batch-paused' } })
    main.station.load([blankCard({ serial: 8_002 })])
    batch = (await main.must('batch.set', { batchId: batch.batchId, to: 'running' })).batch
    expect(states(await step(main, batch, caseIds[1]!))).toEqual(['done', 'done'])
  })

  test('batch: a jam pauses it until the agent says what happened to the card', async () => {
    const { main, caseIds } = await start(2, 2)
    let batch = await begin(main, caseIds)
    main.station.failNext('print', 'jam')
    batch = await step(main, batch, caseIds[0]!)
    expect([batch.state, ...states(batch)]).toEqual(['paused', 'failed', 'waiting'])
    batch = (await main.must('batch.set', { batchId: batch.batchId, to: 'running' })).batch
    batch = await step(main, batch, caseIds[1]!)
    expect([batch.state, ...states(batch)]).toEqual(['paused', 'failed', 'waiting'])
    main.station.takeOut()
    const { jobs } = await main.must('printer.jobs', {})
    await main.must('printer.settle', { jobId: jobs.find(({ blocks }) => blocks)!.jobId, how: 'taken-out' })
    batch = (await main.must('batch.set', { batchId: batch.batchId, to: 'running' })).batch
    expect(states(await step(main, batch, caseIds[1]!))).toEqual(['failed', 'done'])
  })

  test('stopped, the rest is left out and nothing more is fed', async () => {
    const { main, caseIds } = await start(2, 2)
    let batch = await begin(main, caseIds)
    batch = await step(main, batch, caseIds[0]!)
    batch = (await main.must('batch.set', { batchId: batch.batchId, to: 'stopped' })).batch
    expect([batch.state, ...states(batch)]).toEqual(['finished', 'done', 'left-out'])
    expect(
      await main.call('batch.next', { batchId: batch.batchId, caseId: caseIds[1]!, expectedSeq: main.seq(caseIds[1]!) }),
    ).toMatchObject({ ok: false })
    expect(main.station.feeder()).toHaveLength(1)
  })

  test('a case that does not qualify, a second batch, and a screen that is behind are refused', async () => {
    const { main, caseIds } = await start(2, 2)
    const early = await newCase(main)
    expect(await main.call('batch.start', { caseIds: [...caseIds, early], mode: 'printer', printer: stationPrinterName })).toMatchObject({
      ok: false,
      error: { code: 'cannot-start-yet', message: expect.stringContaining('cannot be in a batch') },
    })
    const batch = await begin(main, caseIds)
    expect(await main.call('batch.start', { caseIds, mode: 'printer', printer: stationPrinterName })).toMatchObject({
      ok: false,
      error: { code: 'batch-open' },
    })
    expect(
      await main.call('batch.next', { batchId: batch.batchId, caseId: caseIds[1]!, expectedSeq: main.seq(caseIds[1]!) }),
    ).toMatchObject({ ok: false, error: { code: 'stale' } })
    expect(main.station.feeder()).toHaveLength(2)
  })

  test.each(['feed begun', 'encode begun', 'print begun', 'eject begun'] as const)(
    'killed at “%s” of the second card, the next start says what happened to it and continues when asked',
    async (at) => {
      let count = 0
      const { main, caseIds, station } = await start(3, 3, {
        push: (name, payload) => {
          if (name !== 'printer.progress') return
          const { step: now, state } = payload as { step: string; state: string }
          if (`${now} ${state}` === at && ++count === 2) throw new Error('killed')
        },
      })
      let batch = await begin(main, caseIds)
      batch = await step(main, batch, caseIds[0]!)
      await expect(step(main, batch, caseIds[1]!)).rejects.toThrow('killed')

      copyAsAfterACrash(main.folder)
      const again = await openMainApp({ folder: main.folder, station })
      expect((await again.unlock()).ok).toBe(true)
      batch = (await again.must('batch.read', {})).batch!
      expect(batch.state).toBe('paused')
      expect(states(batch)).toEqual(['done', 'failed', 'waiting'])
      expect(batch.items[1]!.message).toContain('RA Desk was ended or locked in the middle')
      const { jobs } = await again.must('printer.jobs', {})
      again.station.takeOut()
      await again.must('printer.settle', { jobId: jobs.find(({ blocks }) => blocks)!.jobId, how: 'taken-out' })
      batch = (await again.must('batch.set', { batchId: batch.batchId, to: 'running' })).batch
      batch = await step(again, batch, caseIds[2]!)
      expect([batch.state, ...states(batch)]).toEqual(['finished', 'done', 'failed', 'done'])
      // Never two cards of one number, and never an unreported live card.
      const hopper = again.station.hopper().map(({ state }) => state.serial)
      expect(new Set(hopper).size).toBe(hopper.length)
      expect((await liveCard(again, caseIds[1]!)) !== undefined).toBe(at === 'print begun' || at === 'eject begun')
    },
  )
})

describe('a batch by hand', () => {
  const reader = 'RA Desk virtual reader'
  test('each card is put in, written and printed; a bad one does not stop the next', async () => {
    const { main, caseIds } = await start(2, 5)
    let batch = await begin(main, caseIds, { mode: 'by-hand', printer: stationPrinterName })
    // No card yet: nothing is used up, and it says so.
    batch = await step(main, batch, caseIds[0]!, reader)
    expect([batch.state, ...states(batch)]).toEqual(['paused', 'waiting', 'waiting'])
    main.reader.insert(blankCard({ serial: 9_001 }))
    batch = (await main.must('batch.set', { batchId: batch.batchId, to: 'running' })).batch
    batch = await step(main, batch, caseIds[0]!, reader)
    expect(batch.items[0]).toMatchObject({ state: 'to-print', serial: '9001' })
    batch = await step(main, batch, caseIds[0]!)
    expect(states(batch)).toEqual(['done', 'waiting'])
    expect((await readCase(main, caseIds[0]!)).view.facts.facePrinted).toBeDefined()
    main.reader.insert(blankCard({ serial: 9_002 }))
    main.reader.failAt(main.reader.commandCount() > 0 ? 5 : 0, { kind: 'removed' })
    batch = await step(main, batch, caseIds[1]!, reader)
    expect([batch.state, batch.items[1]!.state]).toEqual(['finished', 'failed'])
    expect(batch.items[1]!.next).toContain('Open its case')
  })

  test('without a printer the face is left for later', async () => {
    const { main, caseIds } = await start(1, 0)
    main.reader.insert(blankCard({ serial: 9_003 }))
    const batch = await step(main, await begin(main, caseIds, { mode: 'by-hand' }), caseIds[0]!, reader)
    expect(batch.items[0]).toMatchObject({ state: 'done', next: expect.stringContaining('Print its face') })
    expect((await readCase(main, caseIds[0]!)).view.nextStep).toBe('print-card')
  })
})
