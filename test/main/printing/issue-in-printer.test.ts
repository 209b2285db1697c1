import { describe, expect, test } from 'vitest'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import { stationPrinterName, type MoveFault } from '../../../native/printer/virtual-station.ts'
import { createVirtualStationPrinter } from '../../../native/printer/virtual-station-printer.ts'
import type { CardMove } from '../../../native/ports.ts'
import { random } from '../../support/cards.ts'
import { copyAsAfterACrash, openMainApp, type MainApp } from '../../support/main-app.ts'
import { closeAppsAfterEach } from '../../support/opened-apps.ts'
import { newCase, readCase, walkUntil } from '../../support/main-journey.ts'
import { stationIdOf, trust } from '../../support/two-stations.ts'

const opened = closeAppsAfterEach()

async function start(cards = 3): Promise<{ main: MainApp; caseId: string }> {
  const main = await openMainApp({ station: createVirtualStationPrinter({ random }) })
  opened.push(main)
  await main.setUp()
  main.station.load(Array.from({ length: cards }, (_, index) => blankCard({ serial: 7_001 + index })))
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'cis')
  return { main, caseId }
}

const issue = (main: MainApp, caseId: string) =>
  main.call('printer.issue', { caseId, expectedSeq: main.seq(caseId), printer: stationPrinterName })
const serials = (trays: readonly { state: { serial: number } }[]) => trays.map(({ state }) => state.serial)
const trays = ({ station }: MainApp) => ({
  feeder: station.feeder().map(({ serial }) => serial),
  inside: station.inside()?.state.serial,
  hopper: serials(station.hopper()),
  reject: serials(station.rejectTray()),
})
const full = { feeder: [7001, 7002, 7003], inside: undefined, hopper: [], reject: [] }
const rest = { ...full, feeder: [7002, 7003] }

describe('a card through the printer', () => {
  test('is fed, written, read back, printed and put out; its face is on it and its case says so', async () => {
    const { main, caseId } = await start()
    const issued = await issue(main, caseId)
    if (!issued.ok) throw new Error(issued.error.message)
    expect(issued.value.job).toMatchObject({ done: true, where: 'hopper', chip: 'finished', face: 'printed', serial: '7001' })
    expect(trays(main)).toEqual({ ...rest, hopper: [7001] })
    const [card] = main.station.hopper()
    expect(card!.face).toHaveLength(1)
    expect(Object.keys(card!.state.objects).length).toBeGreaterThanOrEqual(4)
    const { view, record } = await readCase(main, caseId)
    expect(record.events.slice(-4).map(({ event }) => event.kind)).toEqual([
      'cardWriteStarted',
      'cardWritten',
      'cardFacePrinted',
      'cardFacePrinted',
    ])
    expect(view.facts.liveCard?.serial).toBe('7001')
    expect(view.nextStep).toBe('print-card')
  })

  test('a case whose next step is not the card is refused before one is fed', async () => {
    const { main, caseId } = await start()
    await issue(main, caseId)
    expect(await issue(main, caseId)).toMatchObject({ ok: false, error: { code: 'step-finished' } })
    expect(trays(main)).toEqual({ ...rest, hopper: [7001] })
  })

  test('a printer that moves no cards is refused', async () => {
    const { main, caseId } = await start()
    expect(await main.call('printer.issue', { caseId, expectedSeq: main.seq(caseId), printer: 'Another' })).toMatchObject({
      ok: false,
      error: { code: 'no-card-path' },
    })
    expect(trays(main)).toEqual(full)
  })
})

type Expected = { readonly where: string; readonly chip: string; readonly face: string; readonly trays: object; readonly live: boolean }
const inReject = { ...rest, reject: [7001] }
const stuck = { ...rest, inside: 7001 }

/** Each move, and the print, gone wrong in each way: where the card truly is, what RA Desk says of it, and whether the case has a live card. */
const faults: readonly (readonly [what: CardMove | 'print', fault: MoveFault, expected: Expected])[] = [
  ['feed', 'refused', { where: 'no-card', chip: 'blank', face: 'not-printed', trays: full, live: false }],
  ['feed', 'jam', { where: 'inside', chip: 'blank', face: 'not-printed', trays: stuck, live: false }],
  ['feed', 'lost-after', { where: 'reject-tray', chip: 'blank', face: 'not-printed', trays: inReject, live: false }],
  ['feed', 'lost-before', { where: 'feeder-or-inside', chip: 'blank', face: 'not-printed', trays: full, live: false }],
  ['toContacts', 'refused', { where: 'reject-tray', chip: 'blank', face: 'not-printed', trays: inReject, live: false }],
  ['toContacts', 'jam', { where: 'inside', chip: 'blank', face: 'not-printed', trays: stuck, live: false }],
  ['toContacts', 'lost-after', { where: 'reject-tray', chip: 'blank', face: 'not-printed', trays: inReject, live: false }],
  ['toContacts', 'lost-before', { where: 'reject-tray', chip: 'blank', face: 'not-printed', trays: inReject, live: false }],
  ['print', 'refused', { where: 'reject-tray', chip: 'finished', face: 'not-printed', trays: inReject, live: true }],
  ['print', 'jam', { where: 'inside', chip: 'finished', face: 'perhaps', trays: stuck, live: true }],
  ['print', 'lost-after', { where: 'reject-tray', chip: 'finished', face: 'perhaps', trays: inReject, live: true }],
  ['print', 'lost-before', { where: 'reject-tray', chip: 'finished', face: 'perhaps', trays: inReject, live: true }],
  ['eject', 'refused', { where: 'reject-tray', chip: 'finished', face: 'printed', trays: inReject, live: true }],
  ['eject', 'jam', { where: 'inside', chip: 'finished', face: 'printed', trays: stuck, live: true }],
  ['eject', 'lost-after', { where: 'hopper-or-inside', chip: 'finished', face: 'printed', trays: { ...rest, hopper: [7001] }, live: true }],
  ['eject', 'lost-before', { where: 'reject-tray', chip: 'finished', face: 'printed', trays: inReject, live: true }],
]

let apdus: number | undefined
/** How many it takes to write one card. */
async function countApdus(): Promise<number> {
  if (apdus === undefined) {
    const { main, caseId } = await start()
    await issue(main, caseId)
    apdus = main.station.station.commandCount()
  }
  return apdus
}

describe('card in the printer: each fault', () => {
  test.each(faults)('%s %s', async (what, fault, expected) => {
    const { main, caseId } = await start()
    main.station.failNext(what, fault)
    const issued = await issue(main, caseId)
    if (!issued.ok) throw new Error(issued.error.message)
    const { where, chip, face, done } = issued.value.job
    expect({ where, chip, face, done }).toEqual({ where: expected.where, chip: expected.chip, face: expected.face, done: false })
    expect(trays(main)).toEqual(expected.trays)
    expect((await readCase(main, caseId)).view.facts.liveCard !== undefined).toBe(expected.live)
    if (where === 'reject-tray') expect(issued.value.job.message).toContain('in the reject tray')
  })

  test.each<readonly [string, number, string, string]>([
    // The first nine commands only look whether the card is one that may be taken, and how many attempts it allows.
    ['refused before anything is written', 9, '6a82', 'blank'],
    ['broken at its first write', 19, '6581', 'half-written'],
  ])('a card that is %s goes into the reject tray', async (_what, index, sw, chip) => {
    const { main, caseId } = await start()
    main.station.station.failAt(index, { kind: 'status', sw })
    const issued = await issue(main, caseId)
    if (!issued.ok) throw new Error(issued.error.message)
    expect(issued.value.job.done).toBe(false)
    expect(issued.value.job.where).toBe('reject-tray')
    expect(trays(main)).toEqual(inReject)
    expect(['blank', 'refused', 'half-written', 'spoiled', 'unknown']).toContain(issued.value.job.chip)
    if (chip === 'half-written') expect(issued.value.job.chip).not.toBe('finished')
  })

  test.each([0, 0.2, 0.5, 0.8] as const)(
    'a contact station that falls silent after %d of its APDUs leaves no card that is called done',
    async (share) => {
      const { main, caseId } = await start()
      main.station.station.failAt(Math.floor(share * (await countApdus())), { kind: 'mute' })
      const issued = await issue(main, caseId)
      if (!issued.ok) throw new Error(issued.error.message)
      expect(issued.value.job.done).toBe(false)
      expect(trays(main)).toEqual(inReject)
      const { view } = await readCase(main, caseId)
      expect(view.facts.liveCard).toBeUndefined()
      expect(issued.value.job.chip).not.toBe('finished')
    },
  )

  test('a card that may be inside keeps the next from being fed until the agent says what happened to it', async () => {
    const { main, caseId } = await start()
    main.station.failNext('toContacts', 'jam')
    const issued = await issue(main, caseId)
    if (!issued.ok) throw new Error(issued.error.message)
    expect(await issue(main, caseId)).toMatchObject({ ok: false, error: { code: 'card-inside' } })
    const other = await openMainApp()
    opened.push(other)
    await other.setUp()
    await trust(main, other)
    const handOver = async () =>
      main.call('handover.send', { cases: [{ caseId, expectedSeq: main.seq(caseId) }], stationId: await stationIdOf(other) })
    expect((await main.must('handover.willGo', { caseIds: [caseId] })).cases[0]!.refusal?.message).toContain('may still be inside')
    expect(await handOver()).toMatchObject({ ok: false, error: { code: 'card-in-printer' } })
    expect(await main.call('printer.settle', { jobId: issued.value.job.jobId, how: 'reject' })).toMatchObject({
      ok: false,
      error: { code: 'card-stuck' },
    })
    main.station.takeOut()
    expect(await main.must('printer.settle', { jobId: issued.value.job.jobId, how: 'taken-out' })).toMatchObject({
      job: { where: 'taken-out', blocks: false },
    })
    expect((await main.must('handover.willGo', { caseIds: [caseId] })).cases[0]!.refusal?.message ?? '').not.toContain('inside')
    expect(await issue(main, caseId)).toMatchObject({ ok: true, value: { job: { done: true, serial: '7002' } } })
  })
})

describe('killed at any point', () => {
  /** The power goes when the journal has taken so many entries of the job: the app stands still there for ever, and another is started on its folder. */
  const steps = [
    'feed begun',
    'feed done',
    'toContacts begun',
    'toContacts done',
    'encode begun',
    'encode done',
    'print begun',
    'print done',
    'eject begun',
    'eject done',
  ] as const
  test.each(steps)('at “%s” the next sign-in says what is true, and nothing is fed before somebody has looked', async (at) => {
    const station = createVirtualStationPrinter({ random })
    let stopped: (() => void) | undefined
    const reached = new Promise<void>((resolve) => {
      stopped = resolve
    })
    const main = await openMainApp({
      station,
      parts: {
        push: (name, payload) => {
          if (name !== 'printer.progress') return
          const { step, state } = payload as { step: string; state: string }
          if (`${step} ${state}` !== at) return
          stopped?.()
          // The job ends where it stands, as by a kill.
          throw new Error('killed')
        },
      },
    })
    opened.push(main)
    await main.setUp()
    station.hand.load([blankCard({ serial: 7_001 }), blankCard({ serial: 7_002 })])
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'cis')
    await expect(issue(main, caseId)).rejects.toThrow('killed')
    await reached
    const beforeTheRestart = await main.must('printer.jobs', {})

    copyAsAfterACrash(main.folder)
    const again = await openMainApp({ folder: main.folder, station })
    expect((await again.unlock()).ok).toBe(true)
    const { jobs } = await again.must('printer.jobs', {})
    expect(jobs).toHaveLength(1)
    expect(jobs).toEqual(beforeTheRestart.jobs)
    const [job] = jobs
    expect(job!.message).toContain('RA Desk was ended or locked in the middle')
    const { view } = await readCase(again, caseId)
    const written = steps.indexOf(at) >= steps.indexOf('encode done')
    expect(job!.chip).toBe(written ? 'finished' : 'blank')
    expect(view.facts.liveCard !== undefined).toBe(written)
    if (at === 'print begun') expect(job!.face).toBe('perhaps')
    const inside = station.hand.inside()
    if (job!.where === 'inside') expect(inside).toBeDefined()
    if (job!.where === 'hopper') expect(serials(station.hand.hopper())).toEqual([7001])
    if (job!.where === 'feeder-or-inside') expect(at).toBe('feed begun')
    if (at !== 'eject done') {
      expect(job!.blocks).toBe(true)
      expect(job!.done).toBe(false)
      if (!written) expect(await issue(again, caseId)).toMatchObject({ ok: false, error: { code: 'card-inside' } })
    }
  })
})
