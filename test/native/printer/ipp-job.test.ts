import { describe, expect, test } from 'vitest'
import { ippAttributes, ippGroup, readIppStrings, type IppMessage, type IppValue } from '../../../native/printer/ipp.ts'
import { describeJob, prepareJob, readJobEnd, readTaken } from '../../../native/printer/ipp-job.ts'
import { keyword, size } from '../../support/ipp-server.ts'

const card = { x: 8560, y: 5398 }
const mime = (value: string): IppValue => ({ kind: 'mimeMediaType', value })

function answer(code: number, job: Readonly<Record<string, number>> = {}): IppMessage {
  const attributes = ippAttributes(
    Object.fromEntries(Object.entries(job).map(([name, value]) => [name, { kind: 'integer', value } as const])),
  )
  return { version: [2, 0], code, requestId: 1, groups: [{ tag: ippGroup.job, attributes }], data: new Uint8Array() }
}

describe('IPP job', () => {
  test.each<readonly [what: string, answer: IppMessage, taken: string]>([
    ['taken', answer(0, { 'job-id': 12, 'job-state': 3 }), '12'],
    ['taken without a number', answer(0, { 'job-state': 3 }), 'print-unknown'],
    ['taken and aborted at once', answer(0, { 'job-id': 12, 'job-state': 8 }), 'print-unknown'],
    ['refused', answer(0x0506), 'printer-refused'],
    ['a fault in the middle', answer(0x0504), 'print-unknown'],
  ])('IPP job handed over: %s → %s', (_, said, taken) => {
    const result = readTaken({ outcome: 'answered', answer: said })
    expect(result.ok ? result.value.jobId : result.error.code).toBe(taken)
  })

  test.each([
    ['cut', 'print-unknown'],
    ['unreachable', 'printer-problem'],
    ['untrusted', 'printer-problem'],
    ['refused', 'printer-problem'],
  ] as const)('IPP job handed over: without an answer, %s → %s', (outcome, code) => {
    expect(readTaken({ outcome })).toMatchObject({ ok: false, error: { code } })
  })

  test.each([
    [3, undefined],
    [5, undefined],
    [6, 'stopped'],
    [7, 'stopped'],
    [8, 'stopped'],
    [9, 'completed'],
  ])('IPP job: state %i → %s', (state, end) => {
    expect(readJobEnd(answer(0, { 'job-state': state }))).toBe(end)
  })

  test.each<readonly [what: string, pages: number, printer: Readonly<Record<string, IppValue | readonly IppValue[]>>, message: RegExp]>([
    ['takes no PDF', 1, { 'document-format-supported': mime('image/pwg-raster') }, /takes no PDF/],
    ['has paper only', 1, { 'media-size-supported': size(21_000, 29_700) }, /not take pages of/],
    ['always scales', 1, { 'print-scaling-supported': keyword('fit') }, /true size/],
    ['prints one side', 2, { 'sides-supported': keyword('one-sided') }, /both sides/],
  ])('IPP job: none for a printer that %s', (_, pages, printer, message) => {
    const prepared = prepareJob(
      card,
      { pages, bothSides: true },
      ippAttributes({ 'media-size-supported': size(card.x, card.y), ...printer }),
    )
    expect(prepared).toMatchObject({ ok: false, error: { code: 'printer-refused', message: expect.stringMatching(message) as string } })
  })

  test('IPP job: two pages turn about the short edge, and only what the printer knows is asked for', () => {
    const printer = { 'media-size-supported': size(card.x, card.y), 'sides-supported': keyword('one-sided', 'two-sided-short-edge') }
    const prepared = prepareJob(card, { pages: 2, bothSides: true }, ippAttributes(printer))
    if (!prepared.ok) throw new Error(prepared.error.message)
    expect([...prepared.value.attributes.keys()]).toEqual(['media-col', 'sides'])
    expect(readIppStrings(prepared.value.attributes, 'sides')).toEqual(['two-sided-short-edge'])
  })

  test('IPP job: each page of a document has a sheet of its own, also on a printer that prints one side', () => {
    const printer = { 'media-size-supported': size(21_000, 29_700), 'sides-supported': keyword('one-sided') }
    const prepared = prepareJob({ x: 21_000, y: 29_700 }, { pages: 3, bothSides: false }, ippAttributes(printer))
    if (!prepared.ok) throw new Error(prepared.error.message)
    expect(readIppStrings(prepared.value.attributes, 'sides')).toEqual(['one-sided'])
  })

  test('IPP job: its name has 255 bytes at most, and no half character', () => {
    expect(describeJob('é'.repeat(200))['job-name'].value).toBe('é'.repeat(127))
    expect(describeJob('Card')['job-name'].value).toBe('Card')
  })
})
