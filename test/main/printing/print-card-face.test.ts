/** The print of a card through main: recorded before and after, once more only with a reason, and a spoiled card that no one can use. */
import { describe, expect, test, vi } from 'vitest'
import { STANDARD_CARD } from '../../../domain/card/card-template.ts'
import type { Result } from '../../../domain/result.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import type { Input } from '../../../preload/contract.ts'
import { journey } from '../../fixtures/journey-events.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walk, walkUntil } from '../../support/main-journey.ts'
import { closeAppsAfterEach } from '../../support/opened-apps.ts'
import { candidate } from '../card-face/own-template.ts'
import { info, inkBox, lacks, render, textLines } from '../documents/support.ts'

const opened = closeAppsAfterEach()
async function start(parts?: Parameters<typeof openMainApp>[0]): Promise<MainApp> {
  const main = await openMainApp(parts)
  opened.push(main)
  await main.setUp()
  return main
}

const code = (answer: Result<unknown>): string => (answer.ok ? '' : answer.error.code)
const printer = async (main: MainApp) => (await main.must('devices.state', {})).printers[0]!.name

describe('printing a card', () => {
  test.skipIf(lacks('pdftoppm', 'pdfinfo', 'pdftotext'))(
    'front, then back, with the station’s template; the case remembers with which',
    async () => {
      const main = await start()
      const { mark } = await main.must('cardTemplate.save', { candidate: candidate(), expectedVersion: 0 })
      const caseId = await newCase(main)
      await walkUntil(main, caseId, 'write-card')
      for (const sides of ['front', 'back'] as const)
        await main.must('card.printFace', { caseId, expectedSeq: main.seq(caseId), printer: await printer(main), sides })
      const [front, back] = main.printer.jobs().map(({ pdf }) => pdf)
      expect([info(front!).pages, info(back!).pages]).toEqual([1, 1])
      expect(textLines(front!).join(' ')).toContain('Series 10')
      const { facts } = (await readCase(main, caseId)).view
      expect(textLines(back!).join(' ').replace(/\s+/g, ' ')).toContain(`Card ${facts.liveCard!.serial}`)
      expect(facts.facePrints.map(({ sides, template }) => [sides, template])).toEqual([
        ['front', mark],
        ['back', mark],
      ])
      // What is printed shows no chip; the preview does.
      const chip = STANDARD_CARD.chip
      expect(inkBox(render(front!, 300), chip)).toBeUndefined()
      const faces = await main.must('card.faces', { caseId })
      expect(
        inkBox(render(new Uint8Array(Buffer.from(faces.base64, 'base64')), 300), { ...chip, x: chip.x - 0.5, width: chip.width + 1 }),
      ).toBeDefined()
      expect(faces.mark).toEqual(mark)
    },
  )

  test('once more only with a reason, which is recorded', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'write-card')
    const print = async (again?: Input<'card.printFace'>['again']) =>
      main.call('card.printFace', { caseId, expectedSeq: main.seq(caseId), printer: await printer(main), ...(again ? { again } : {}) })
    expect(code(await print())).toBe('')
    expect(code(await print())).toBe('printed-before')
    expect(main.printer.jobs()).toHaveLength(1)
    expect(code(await print({ cardShows: 'incomplete', accepted: true, why: 'The ribbon ended' }))).toBe('')
    expect(main.printer.jobs()).toHaveLength(2)
    const last = (await readCase(main, caseId)).record.events.at(-1)!
    expect(last).toMatchObject({
      reason: 'The ribbon ended',
      event: { kind: 'cardFacePrinted', again: { cardShows: 'incomplete', accepted: true } },
    })
  })

  test('an app that dies while the printer works leaves an unrecorded print, and it is not printed again without a reason', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'write-card')
    main.printer.hold()
    void main.call('card.printFace', { caseId, expectedSeq: main.seq(caseId), printer: await printer(main) })
    await vi.waitFor(async () => {
      expect((await readCase(main, caseId)).view.facts.facePrints).toHaveLength(1)
    })
    const again = await main.again()
    opened.push(again)
    expect((await again.unlock()).ok).toBe(true)
    const { facts } = (await readCase(again, caseId)).view
    expect(facts.facePrints.map(({ outcome }) => outcome)).toEqual(['begun'])
    const print = async (more: Partial<Input<'card.printFace'>> = {}) =>
      again.call('card.printFace', { caseId, expectedSeq: again.seq(caseId), printer: await printer(again), ...more })
    expect(code(await print())).toBe('printed-before')
    expect(code(await print({ again: { cardShows: 'nothing', why: 'The computer lost its power' } }))).toBe('')
    expect((await readCase(again, caseId)).view.facts.facePrints.map(({ outcome }) => outcome)).toEqual(['begun', undefined])
  })

  test('a printer that takes nothing leaves the card as it was, and says why', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'write-card')
    const name = await printer(main)
    main.printer.problem('Feeder empty')
    const refused = await main.must('card.printFace', { caseId, expectedSeq: main.seq(caseId), printer: name })
    expect(refused.failure).toMatchObject({ code: 'printer-problem' })
    expect(refused.failure!.message).toContain('Feeder empty')
    expect((await readCase(main, caseId)).view.facts.facePrints).toEqual([])
    main.printer.problem('')
    expect((await main.must('card.printFace', { caseId, expectedSeq: main.seq(caseId), printer: name })).failure).toBeUndefined()
    expect(main.printer.jobs()).toHaveLength(1)
  })

  test('a card that did not print well is spoiled: its passcode is destroyed, its label void, and the next card goes the whole way', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'write-card')
    await walk.label(main, caseId)
    const old = (await readCase(main, caseId)).view.facts
    await main.must('card.printFace', { caseId, expectedSeq: main.seq(caseId), printer: await printer(main) })
    expect(
      code(await main.call('case.act', { caseId, expectedSeq: main.seq(caseId), event: { ...journey.cardFaceChecked, good: false } })),
    ).toBe('say-what-became')
    expect((await readCase(main, caseId)).view.facts.liveCard).toBeDefined()
    await main.act(caseId, { ...journey.cardFaceChecked, good: false, note: 'Streaks', spoiledCard: 'cut' })
    // The spoiled card itself is still in the reader: it belongs to no case any more, and is not written again.
    const reader = (await main.must('devices.state', {})).reader.readers[0]!.name
    const same = await main.must('card.write', { caseId, expectedSeq: main.seq(caseId), reader })
    expect(same.result.outcome).toBe('refused')
    main.reader.insert(blankCard({ serial: 5_151_515 }))
    expect((await main.must('card.write', { caseId, expectedSeq: main.seq(caseId), reader })).result.outcome).toBe('done')
    const { facts } = (await readCase(main, caseId)).view
    expect(facts.cards.filter(({ state }) => state === 'written')).toHaveLength(1)
    expect(facts.cards[0]).toMatchObject({ state: 'spoiled', serial: old.liveCard!.serial })
    expect(facts.liveCard!.passcodeId).not.toBe(old.liveCard!.passcodeId)
    for (const step of ['print-card', 'label', 'manifest', 'posted', 'arrival', 'text-passcode'] as const) await walk[step](main, caseId)
    const end = (await readCase(main, caseId)).view.facts
    expect(end.label!.itemReference).not.toBe(old.label!.itemReference)
    expect(main.phone.messages().at(-1)!.body).toMatch(/passcode is \d{6}/)
  })
})
