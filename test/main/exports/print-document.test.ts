/** Documents on paper through main: noted before, on the printer that was chosen, never on the one for cards, and never twice. */
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test, vi } from 'vitest'
import type { LastPrinters } from '../../../domain/printing/document-print.ts'
import { err, type Result } from '../../../domain/result.ts'
import type { PrinterChoice } from '../../../domain/card/printer-choice.ts'
import type { AppDeps } from '../../../main/app.ts'
import { listDocumentPrinters, printDocument, type PrintDocumentPorts } from '../../../main/exports/print-document.ts'
import type { DocumentPrinter, PrinterState } from '../../../native/ports.ts'
import { virtualDocumentPrinters } from '../../../native/printer/virtual-printer.ts'
import { channels } from '../../../preload/contract.ts'
import type { MainApp } from '../../support/main-app.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { loadFonts } from '../../../main/documents/fonts.ts'
import { FONT_FOLDER, lacks, textLines } from '../documents/support.ts'

const start = setUpAppsForEach()
const [office, labels] = virtualDocumentPrinters
const code = (answer: Result<unknown>): string => (answer.ok ? '' : answer.error.code)
async function fonts() {
  const loaded = await loadFonts(FONT_FOLDER)
  if (!loaded.ok) throw new Error(loaded.error.message)
  return loaded.value
}
const calibration = { kind: 'calibration', medium: 'L7163' } as const

async function entriesOf(main: MainApp) {
  const { entries } = await main.must('record.entries', { fromSeq: 0, limit: 500 })
  return entries
    .filter(({ action }) => /^document-(printed|saved)|^(not|perhaps)-printed/.test(action))
    .map(({ action, caseId }) => [action, caseId])
}

const cardsOn = (queue: string): Partial<AppDeps> => ({
  cardPrinter: {
    read: (): PrinterChoice => ({ kind: 'system', card: queue }),
    findRefusal: () => undefined,
    write: () => undefined,
    found: () => Promise.resolve([]),
  },
})

describe('document print', () => {
  test.skipIf(lacks('pdftotext'))(
    'label: comes out as it is saved, is an entry of its case, and its printer is offered first',
    async () => {
      const main = await start()
      const caseId = await newCase(main)
      await walkUntil(main, caseId, 'label')
      const document = { kind: 'label', caseId } as const
      expect(await main.must('document.printers', { kind: 'label' })).toEqual({
        printers: virtualDocumentPrinters.map((name) => ({ name, state: 'ready' })),
      })
      await main.must('document.print', { document, printer: labels })
      await main.must('document.save', { document })
      const [job] = main.documents.jobs()
      const [[fileName, saved]] = [...main.saved] as [[string, Uint8Array]]
      expect([job!.printer, `${job!.title}.pdf`]).toEqual([labels, fileName])
      expect(textLines(job!.pdf)).toEqual(textLines(saved))
      // The card face of the walk, and no more.
      expect(main.printer.jobs()).toHaveLength(1)
      expect(await entriesOf(main)).toEqual([
        ['document-printed label', caseId],
        ['document-saved label', caseId],
      ])
      expect(await main.must('document.printers', { kind: 'calibration' })).toMatchObject({ last: labels })
      expect(await main.must('document.printers', { kind: 'manifest-pdf' })).not.toHaveProperty('last')
      await main.must('document.print', { document: calibration, printer: office })
      expect(await main.must('document.printers', { kind: 'label' })).toMatchObject({ last: office })
    },
  )

  test('printer with a problem: nothing is printed, which the record says, and it is not offered first', async () => {
    const main = await start()
    main.documents.problem('Out of paper')
    const answer = await main.call('document.print', { document: calibration, printer: office })
    expect(answer).toMatchObject({ error: { code: 'printer-problem', message: expect.stringContaining('Out of paper') as string } })
    expect(main.documents.jobs()).toEqual([])
    expect((await entriesOf(main)).map(([action]) => action)).toEqual(['document-printed calibration', 'not-printed'])
    expect(await main.must('document.printers', { kind: 'label' })).toEqual({
      printers: virtualDocumentPrinters.map((name) => ({ name, state: 'problem', problem: 'Out of paper' })),
    })
  })

  test('document that cannot be drawn: no entry, no print', async () => {
    const main = await start()
    const caseId = await newCase(main)
    expect(code(await main.call('document.print', { document: { kind: 'label', caseId }, printer: office }))).toBe('cannot-start-yet')
    expect([await entriesOf(main), main.documents.jobs()]).toEqual([[], []])
  })

  test('card printer: is not offered for documents, and takes none', async () => {
    const main = await start({ parts: cardsOn(office) })
    expect((await main.must('document.printers', { kind: 'label' })).printers.map(({ name }) => name)).toEqual([labels])
    expect(code(await main.call('document.print', { document: calibration, printer: office }))).toBe('printer-not-found')
    expect([await entriesOf(main), main.documents.jobs()]).toEqual([[], []])
  })

  test('what cannot be noted is not handed over', async () => {
    const main = await start()
    vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(() => {
      throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 10, errstr: 'disk I/O error' })
    })
    expect((await main.call('document.print', { document: calibration, printer: office })).ok).toBe(false)
    vi.restoreAllMocks()
    expect(main.documents.jobs()).toEqual([])
  })

  test.each(['card-face', 'manifest-csv', 'manifest-json'])('%s is not printed by this channel', (kind) => {
    const subject = kind === 'card-face' ? { caseId: '5f0c5f0c-0000-4000-8000-000000000001' } : { dispatchReference: 'D-1' }
    expect(channels['document.print'].input.safeParse({ document: { kind, ...subject }, printer: office }).success).toBe(false)
    expect(channels['document.save'].input.safeParse({ document: { kind, ...subject } }).success).toBe(true)
  })
})

/** Printers that answer as the test says. */
function documentsThat(given: { print?: DocumentPrinter['print']; told?: readonly PrinterState[] }) {
  let watching = 0
  const documents: DocumentPrinter = {
    watch: (listener) => {
      watching += 1
      if (given.told) listener(given.told)
      return () => {
        watching -= 1
      }
    },
    print: given.print ?? (() => Promise.reject(new Error('never'))),
    close: () => Promise.resolve(),
  }
  return { documents, watching: () => watching }
}

const memory = (last: LastPrinters = {}) => {
  let kept = last
  return {
    lastPrinters: { read: () => kept, write: (next: LastPrinters) => void (kept = next) },
    cardQueue: () => undefined,
    session: () => expect.fail('no certificate is printed'),
  }
}

test('document print: a job that may have been printed is said to be so, sent once, and its printer not offered first', async () => {
  const sent: string[] = []
  const { documents } = documentsThat({
    print: ({ title }) => {
      sent.push(title)
      return Promise.resolve(err('print-unknown', 'It may or may not have printed.', 'Check what came out before you print again.'))
    },
  })
  const noted: string[] = []
  const own = memory()
  const desk = {
    devices: { documents },
    store: {
      commit: (_rows: unknown, { action }: { action: string }) => {
        noted.push(action)
        return Promise.resolve({ ok: true, value: { rows: [], lastSeq: 1 } })
      },
    },
    now: () => new Date('2026-11-30T09:30:00.000Z'),
    practice: false,
    documentFonts: fonts,
  } as unknown as PrintDocumentPorts
  const answer = await printDocument(desk, { document: calibration, printer: 'Office' }, own)
  expect(answer).toMatchObject({ ok: false, error: { code: 'print-unknown' } })
  expect([sent, noted, own.lastPrinters.read()]).toEqual([['calibration-L7163'], ['document-printed calibration', 'perhaps-printed'], {}])
})

test('document printers: watched only until they are known', async () => {
  const { documents, watching } = documentsThat({ told: [{ name: 'Office', state: 'ready' }] })
  const listed = listDocumentPrinters({ devices: { documents } } as PrintDocumentPorts, 'label', memory({ labels: 'Gone' }))
  expect(await listed).toEqual({ ok: true, value: { printers: [{ name: 'Office', state: 'ready' }], last: 'Gone' } })
  expect(watching()).toBe(0)
})

test('document printers: a computer that does not list them in time is said so, and no longer watched', async () => {
  const { documents, watching } = documentsThat({})
  const listed = await listDocumentPrinters({ devices: { documents } } as PrintDocumentPorts, 'label', memory(), 5)
  expect(listed).toMatchObject({
    ok: false,
    error: { code: 'printer-not-found', message: expect.stringContaining('Nothing was printed') as string },
  })
  expect(watching()).toBe(0)
})

test('document printers: a print service that does not answer is no printer, and that is said', async () => {
  const { documents } = documentsThat({ told: [{ name: 'Print service', state: 'offline', problem: 'Does not answer', isService: true }] })
  const answer = await listDocumentPrinters({ devices: { documents } } as PrintDocumentPorts, 'label', memory())
  expect(answer).toMatchObject({
    ok: false,
    error: { code: 'printer-not-found', message: expect.stringContaining('does not answer') as string },
  })
})
