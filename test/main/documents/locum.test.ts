import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { makeLocumCsv } from '../../../main/documents/locum-csv.ts'
import type { LocumLine } from '../../../main/documents/locum-line.ts'
import { makeLocumPdf } from '../../../main/documents/locum-pdf.ts'
import { readPdfText } from '../../support/pdf-text.ts'
import { must, settings } from './support.ts'

const line = (number: number, change: Partial<LocumLine> = {}): LocumLine => ({
  state: 'active',
  name: `Invented Pharmacist ${number}`,
  uuid: String(555_000_111_000 + number),
  registerNumber: '2000001',
  reason: 'Covers a pharmacy that would close otherwise',
  sponsor: 'Sample Sponsor',
  organisations: ['FZZ01', 'FZZ02'],
  grantedBy: 'Sample Agent',
  grantedOn: '2026-11-01',
  reviewBy: '2027-03-01',
  endsOn: '2027-10-31',
  ...change,
})
const log = (lines: readonly LocumLine[]) => ({
  lines,
  isWhole: true,
  date: '2026-11-30',
  provider: 'Invented RA Service',
  agent: 'Sample Agent',
  checkpoint: '0214-7KQ3M-9XWRT',
})

describe('National Locum log on paper', () => {
  test.each([0, 1, 25, 60])('%i entries: each is there once, and every page has its number and the record code', async (count) => {
    const pdf = must(await makeLocumPdf(log(Array.from({ length: count }, (_, index) => line(index + 1))), await settings()))
    if (process.env['KEEP_PDF']) writeFileSync(`${process.env['KEEP_PDF']}-${count}.pdf`, pdf)
    const text = (await readPdfText(pdf)).join(' ')
    const pages = [...text.matchAll(/Page (\d+) of (\d+)/g)].map(([, number, of]) => [Number(number), Number(of)])
    expect(pages).toEqual(pages.map((_, index) => [index + 1, pages.length]))
    expect(pages.length).toBeGreaterThanOrEqual(count > 30 ? 2 : 1)
    expect(text.match(/Record code 0214-7KQ3M-9XWRT/g)).toHaveLength(pages.length + 1)
    for (let number = 1; number <= count; number += 1) expect(text.split(`5550 0011 1${String(number).padStart(3, '0')}`)).toHaveLength(2)
  })

  test('a revocation with its day, agent and reference; a reason longer than its place is cut and says so', async () => {
    const revoked = { on: '2026-11-20', by: 'Other Agent', how: 'cim-batch', reference: 'REQ-1' } as const
    const long = line(2, { reason: 'word '.repeat(700).trim() })
    const pdf = must(await makeLocumPdf(log([line(1, { state: 'revoked', revoked }), long]), await settings()))
    const text = (await readPdfText(pdf)).join(' ')
    expect(text).toContain('Revoked')
    expect(text).toContain('20/11/2026, Other Agent')
    expect(text).toContain('Reference REQ-1')
    expect(text).toContain('more in RA Desk')
  })

  test('a letter that the typeface does not have is named, and nothing is drawn', async () => {
    expect(await makeLocumPdf(log([line(1, { name: '王小明' })]), await settings())).toMatchObject({ error: { code: 'glyph-missing' } })
  })
})

test('National Locum log as CSV: UUIDs keep their digits, formulas do not run, practice says so', () => {
  const text = new TextDecoder().decode(
    makeLocumCsv([line(1, { uuid: '000555000111', sponsor: '@SUM(1)', mobile: '+447700900123' })], true),
  )
  expect(text.split('\r\n')[0]).toContain('PRACTICE')
  expect(text).toContain('"000555000111"')
  expect(text).toContain(`"'@SUM(1)"`)
  expect(text).toContain(`"'+447700900123"`)
  expect(text).toContain('"Active"')
})
