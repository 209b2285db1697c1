/** Lists and letters on paper through main: as their page saves them, noted before, and named after no person in the queue. */
import { expect, test } from 'vitest'
import { plainDateOf } from '../../../domain/plain-date-of.ts'
import { addDays } from '../../../domain/registrant/plain-date.ts'
import { MOST_PRINTED_ROWS, rowsToText } from '../../../domain/work/saved-table.ts'
import { virtualDocumentPrinters } from '../../../native/printer/virtual-printer.ts'
import type { DocumentToPrint } from '../../../preload/contract.ts'
import type { MainApp } from '../../support/main-app.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { readPdfText } from '../../support/pdf-text.ts'
import { expectCode, flaggedCase, startCampaign } from '../../support/wind-down-cases.ts'

const open = setUpAppsForEach()
const [printer] = virtualDocumentPrinters

const print = (main: MainApp, document: DocumentToPrint) => main.must('document.print', { document, printer })
/** The words on the last sheet, and its title in the queue. */
async function lastJob(main: MainApp): Promise<{ readonly title: string; readonly words: readonly string[] }> {
  const { title, pdf } = main.documents.jobs().at(-1)!
  return { title, words: await readPdfText(pdf) }
}
const wordsOfSaved = async (main: MainApp, name: string) => readPdfText(main.saved.get(name)!)
async function printsNoted(main: MainApp) {
  const { entries } = await main.must('record.entries', { fromSeq: 0, limit: 500 })
  return entries.filter(({ action }) => action.startsWith('document-printed')).map(({ action, caseId }) => [action, caseId])
}

async function logOf(main: MainApp, names: readonly string[]): Promise<readonly string[]> {
  const today = plainDateOf(main.clock.now())
  const rows = names.map((name, index) => ({
    name,
    uuid: String(555_010_000_077 + index),
    registerNumber: '2000001',
    reason: 'Covers a pharmacy',
    sponsor: 'Sample Sponsor',
    organisations: 'FZZ01',
    grantedOn: today,
    reviewBy: addDays(today, 60),
    endsOn: addDays(today, 200),
  }))
  await main.must('locum.add', { kind: 'grant', rows })
  const { entries } = await main.must('locum.list', {})
  return names.map((name) => entries.find((entry) => entry.name === name)!.entryId)
}

test('paper: a letter, what is left, and the certificate of a campaign come out as they are saved', async () => {
  const main = await open()
  const personId = await flaggedCase(main, 1)
  const campaignId = await startCampaign(main)
  const letter = { campaignId, personId, letter: 'invitation', body: 'Dear Ŵyn,\n\nAn invented line.' } as const
  await print(main, { kind: 'wind-down-letter', ...letter })
  const sent = await lastJob(main)
  expect(sent.words).toEqual(await wordsOfSaved(main, (await main.must('windDown.saveLetter', letter)).savedAs))
  expect(sent.title).not.toContain('Sampleton')

  await print(main, { kind: 'wind-down-left', campaignId })
  const left = (await lastJob(main)).words.join(' ')
  expect(left).toContain('Left to undo')
  expect(left).not.toContain('Sampleton')

  await expectCode(main.call('document.print', { document: { kind: 'wind-down-certificate', campaignId }, printer }), 'not-certified')
  await main.must('windDown.decide', { campaignId, personIds: [personId], decision: 'keep', why: 'Proved', decidedBy: 'Invented Manager' })
  await main.must('windDown.certify', { campaignId })
  await print(main, { kind: 'wind-down-certificate', campaignId })
  expect((await lastJob(main)).words.join(' ')).toContain('Nothing of the campaign “Invented campaign” was left to undo')
  expect(await printsNoted(main)).toEqual([
    ['document-printed wind-down-letter', personId],
    ['document-printed wind-down-left', undefined],
    ['document-printed wind-down-certificate', undefined],
  ])
})

test('paper: the National Locum log, whole or as it is shown', async () => {
  const main = await open()
  const [, second] = await logOf(main, ['Invented Anna', 'Invented Bede'])
  await print(main, { kind: 'locum-log' })
  expect((await lastJob(main)).words.join(' ')).toMatch(/Invented Anna.*Invented Bede|Invented Bede.*Invented Anna/s)
  await print(main, { kind: 'locum-log', entryIds: [second!] })
  const part = (await lastJob(main)).words.join(' ')
  expect([part.includes('Invented Anna'), part.includes('Invented Bede')]).toEqual([false, true])
  expect(await printsNoted(main)).toEqual([
    ['document-printed locum-log', undefined],
    ['document-printed locum-log', undefined],
  ])
})

test.each(['work-list', 'report'] as const)(
  'paper: a %s as the page shows it; too many rows are refused and nothing is sent',
  async (of) => {
    const main = await open()
    const table = (rows: number) => ({
      of,
      title: 'Invented list',
      columns: ['Name', 'Reference'],
      rows: rowsToText(Array.from({ length: rows }, (_, index) => ['Invented Person', `RA-${index}`])),
    })
    await expectCode(
      main.call('document.print', { document: { kind: 'table', table: table(MOST_PRINTED_ROWS + 1) }, printer }),
      'too-many-rows',
    )
    expect([main.documents.jobs(), await printsNoted(main)]).toEqual([[], []])
    await print(main, { kind: 'table', table: table(2) })
    const { title, words } = await lastJob(main)
    expect(title).toBe(`${of}-${plainDateOf(main.clock.now())}`)
    for (const word of ['Invented list', 'RA-0', 'RA-1']) expect(words.join(' ')).toContain(word)
    expect(await printsNoted(main)).toEqual([[`document-printed ${of}`, undefined]])
  },
)
