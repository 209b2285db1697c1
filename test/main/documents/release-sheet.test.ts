import { beforeAll, describe, expect, test } from 'vitest'
import { makeReleaseSheet, type ReleaseSheet } from '../../../main/documents/release-sheet.ts'
import type { DocumentSettings } from '../../../main/documents/pdf.ts'
import { openMainApp } from '../../support/main-app.ts'
import { closeAppsAfterEach } from '../../support/opened-apps.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'
import { info, inkBox, lacks, must, qpdfCheck, render, settings, textLines } from './support.ts'

let plain: DocumentSettings
beforeAll(async () => {
  plain = await settings()
})
const opened = closeAppsAfterEach()

const sheet: ReleaseSheet = {
  station: 'Invented RA Service',
  caseReference: 'RA-7K3M-2Q',
  registrant: 'Siân Ŵyn-Sample',
  cardSerial: '5151515',
  call: { at: '2026-07-06T09:04:00.000Z', from: 'another-number', envelopeIntact: true, loggedBy: 'Sample Agent' },
  text: { at: '2026-07-06T09:06:00.000Z', to: '+447700900123', route: 'modem', outcome: 'sent', by: 'Sample Agent' },
  settled: { at: '2026-07-06T09:09:00.000Z', arrived: true },
  checkpoint: '214-7K3M-Q0X9-WRAB-CDEF',
}

describe.skipIf(lacks('pdftotext', 'pdfinfo', 'pdftoppm', 'qpdf'))('the release sheet (poppler, qpdf)', () => {
  test('one A4 page: who rang, when by the clock on the wall, which number was texted, and the record code', async () => {
    const pdf = must(await makeReleaseSheet(sheet, plain))
    expect(info(pdf)).toMatchObject({ pages: 1 })
    const all = textLines(pdf).join('\n')
    for (const words of [
      'RA-7K3M-2Q',
      'Siân Ŵyn-Sample',
      '6 July 2026 at 10:04:00 BST',
      'another number',
      '07700 900123',
      '10:06:00 BST',
      '10:09:00 BST',
      'Record code 214-7K3M-Q0X9-WRAB-CDEF',
    ])
      expect(all).toContain(words)
    expect(qpdfCheck(pdf)).toContain('No syntax or stream encoding errors')
  })

  test('the longest names stay on the page', async () => {
    const long = 'Wolfeschlegelsteinhausenbergerdorff-Sample '.repeat(4).trim()
    const ink = inkBox(
      render(
        must(
          await makeReleaseSheet(
            { ...sheet, registrant: long, call: { ...sheet.call, loggedBy: long }, text: { ...sheet.text, by: long } },
            plain,
          ),
        ),
        100,
      ),
      undefined,
      200,
    )!
    expect(ink.x + ink.width).toBeLessThan(190)
    expect(ink.y + ink.height).toBeLessThan(290)
  })

  test('of a case: none before the release; afterwards never with the passcode, and its code is of the record', async () => {
    const main = await openMainApp()
    opened.push(main)
    await main.setUp()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrival')
    const early = await main.call('document.preview', { document: { kind: 'release-sheet', caseId } })
    expect(early.ok ? '' : early.error.code).toBe('cannot-start-yet')
    await main.must('passcode.text', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })
    const passcode = /passcode is (\d{6})/.exec(main.phone.messages().at(-1)!.body)![1]!
    const { base64 } = await main.must('document.preview', { document: { kind: 'release-sheet', caseId } })
    const all = textLines(Buffer.from(base64, 'base64')).join('\n')
    expect(all).not.toContain(passcode)
    const typed = /Record code (\S+)/.exec(all)![1]!
    expect((await main.must('record.compare', { typed })).result).toBe('same')
    expect((await main.must('record.compare', { typed: typed.replace(/.$/, (last) => (last === '0' ? '1' : '0')) })).result).toBe(
      'different',
    )
    expect((await main.must('record.compare', { typed: `99${typed}` })).result).toBe('longer')
  })
})
