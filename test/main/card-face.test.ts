/** The station's card template and the print of a card, through main: sealed, versioned, recorded, and a spoiled card that no one can use. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { STANDARD_CARD, readCardTemplate } from '../../domain/card/card-template.ts'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import type { Input } from '../../preload/contract.ts'
import { journey } from '../fixtures/journey-events.ts'
import { openMainApp, type MainApp } from '../support/main-app.ts'
import { newCase, readCase, walk, walkUntil } from '../support/main-journey.ts'
import { flatPng, info, inkBox, lacks, render, textLines } from './documents/support.ts'
import type { Result } from '../../domain/result.ts'

const opened: MainApp[] = []
async function start(parts?: Parameters<typeof openMainApp>[0]): Promise<MainApp> {
  const main = await openMainApp(parts)
  opened.push(main)
  await main.setUp()
  return main
}
afterEach(() => {
  for (const main of opened.splice(0)) main.remove()
})

const code = (answer: Result<unknown>): string => (answer.ok ? '' : answer.error.code)
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const sky = base64(flatPng(1100, 700, 90))
const own = {
  ...STANDARD_CARD,
  name: 'Invented Valley',
  front: {
    ...STANDARD_CARD.front,
    series: { x: 4, y: 46.5, width: 30, height: 4.5, largest: 8, smallest: 7, lines: 1, text: 'Series 10' },
    background: { image: 'sky.png', leaveChipClear: true },
  },
  back: {
    texts: [
      {
        x: 5,
        y: 20,
        width: 75,
        height: 12,
        largest: 8,
        smallest: 6,
        lines: 3,
        text: 'If found, please return to {provider}, {return address}. Card {serial}',
      },
    ],
  },
}
const candidate = (template: unknown = own, images = [{ name: 'sky.png', base64: sky }]): Input<'cardTemplate.save'>['candidate'] => ({
  template: JSON.stringify(template),
  images,
})
const printer = async (main: MainApp) => (await main.must('devices.state', {})).printers[0]!.name

describe('the station’s card template', () => {
  test('a station begins with the standard card', async () => {
    const main = await start()
    expect(await main.must('cardTemplate.read', {})).toMatchObject({ mark: { name: 'Standard', version: 0 }, hasBack: false, images: [] })
  })

  test('one that is saved is in use after another start, with its pictures, and each save counts on', async () => {
    const main = await start()
    const { mark } = await main.must('cardTemplate.save', { candidate: candidate(), expectedVersion: 0 })
    expect(mark).toMatchObject({ name: 'Invented Valley', version: 1 })
    const again = await main.again()
    await again.unlock()
    expect(await again.must('cardTemplate.read', {})).toMatchObject({
      mark,
      hasBack: true,
      series: 'Series 10',
      savedBy: 'Sample Agent',
      images: [{ name: 'sky.png', width: 1100, height: 700 }],
    })
    expect(
      (await again.must('cardTemplate.save', { candidate: candidate({ ...own, name: 'Next' }), expectedVersion: 1 })).mark,
    ).toMatchObject({ name: 'Next', version: 2 })
    expect((await again.must('cardTemplate.reset', { expectedVersion: 2 })).mark.version).toBe(0)
    expect((await again.must('cardTemplate.save', { candidate: candidate(), expectedVersion: 0 })).mark).toEqual({ ...mark, version: 3 })
  })

  test('nothing of it lies in the folder in plain words, and nothing of it is sent to the page’s database', async () => {
    const main = await start()
    await main.must('cardTemplate.save', { candidate: candidate(), expectedVersion: 0 })
    const files = readdirSync(main.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    expect(files.length).toBeGreaterThan(0)
    for (const bytes of files) for (const words of ['Invented Valley', 'sky.png', 'If found']) expect(bytes.includes(words)).toBe(false)
    expect((await main.must('database.page', { afterSeq: 0, which: 'rows' })).rows.map(({ table }) => table)).not.toContain(
      'card-templates',
    )
  })

  test('exported as one file, it is taken in again as the same card', async () => {
    const main = await start()
    const { mark } = await main.must('cardTemplate.save', { candidate: candidate(), expectedVersion: 0 })
    await main.must('cardTemplate.export', {})
    const { images, ...template } = JSON.parse(Buffer.from(main.saved.get('card-template.json')!).toString()) as {
      images: Record<string, string>
    }
    expect(readCardTemplate(template)).toMatchObject({ ok: true, value: { name: 'Invented Valley' } })
    const next = await start()
    const taken = await next.must('cardTemplate.save', {
      candidate: candidate(
        template,
        Object.entries(images).map(([name, bytes]) => ({ name, base64: bytes })),
      ),
      expectedVersion: 0,
    })
    expect(taken.mark.digest).toBe(mark.digest)
  })

  test.each([
    ['over the chip', candidate({ ...own, front: { ...own.front, cardholder: { ...own.front.cardholder, y: 25 } } }), 'layout-invalid'],
    ['without its picture', candidate(own, []), 'image-missing'],
    [
      'with something that is no picture',
      candidate(own, [{ name: 'sky.png', base64: base64(new TextEncoder().encode('<svg/>')) }]),
      'image-unreadable',
    ],
    ['with a picture for a poster', candidate(own, [{ name: 'sky.png', base64: base64(flatPng(3_000, 1_900, 9)) }]), 'image-too-large'],
    [
      'with a picture coarser than the printer',
      candidate(own, [{ name: 'sky.png', base64: base64(flatPng(600, 400, 9)) }]),
      'image-too-coarse',
    ],
    [
      'with words that do not fit',
      candidate({ ...own, back: { texts: [{ ...own.back.texts[0]!, width: 20, height: 5 }] } }),
      'text-too-long',
    ],
    ['that is no JSON', { template: '{', images: [] }, 'layout-invalid'],
  ] satisfies [string, Input<'cardTemplate.save'>['candidate'], string][])(
    '%s is refused, and the card in use stays',
    async (_, wrong, refused) => {
      const main = await start()
      expect(code(await main.call('cardTemplate.save', { candidate: wrong, expectedVersion: 0 }))).toBe(refused)
      expect((await main.must('cardTemplate.read', {})).mark.version).toBe(0)
    },
  )

  test('two people cannot save over each other', async () => {
    const main = await start()
    await main.must('cardTemplate.save', { candidate: candidate(), expectedVersion: 0 })
    expect(code(await main.call('cardTemplate.save', { candidate: candidate(), expectedVersion: 0 }))).toBe('stale')
    expect(code(await main.call('cardTemplate.reset', { expectedVersion: 0 }))).toBe('stale')
  })

  test.skipIf(lacks('pdfinfo', 'pdftotext'))('a sample shows a template before it is used, with an invented person', async () => {
    const main = await start()
    const sample = await main.must('cardTemplate.sample', { candidate: candidate(), name: 'Siân Ŵyn Invented' })
    const pdf = new Uint8Array(Buffer.from(sample.base64, 'base64'))
    expect([sample.sides, info(pdf).pages]).toEqual([2, 2])
    expect(textLines(pdf, 1).join(' ')).toContain('Siân Ŵyn Invented')
    expect((await main.must('cardTemplate.read', {})).mark.version).toBe(0)
  })
})

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

test('how large a millimetre is on this screen is remembered, and forgotten when asked', async () => {
  let scale: { pixelsPerMillimetre: number; on: string } | undefined
  const main = await start({
    parts: {
      screenScale: {
        read: () => scale,
        write: (next) => {
          scale = next
        },
      },
    },
  })
  expect(await main.must('screen.scale', {})).toEqual({})
  await main.must('screen.setScale', { pixelsPerMillimetre: 4.2, on: '1920x1080@1' })
  expect(await main.must('screen.scale', {})).toEqual({ pixelsPerMillimetre: 4.2, on: '1920x1080@1' })
  await main.must('screen.setScale', {})
  expect(await main.must('screen.scale', {})).toEqual({})
})
