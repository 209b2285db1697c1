import { describe, expect, test } from 'vitest'
import { caseEvent } from '../../../domain/case/events.ts'
import { describeIncomplete, refuseUnseen, refuseUnshowable } from '../../../domain/journey/scan-shown.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { describeEvent } from '../../../domain/case/describe.ts'
import { evidenceOf, journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter } from '../../support/ask-case.ts'

const pdf = evidenceOf(3, 'application/pdf')
const whole = { pages: 1, incomplete: [] }

describe('scan attached', () => {
  test.each([
    ['a JPEG', { evidence: evidenceOf(3) }, undefined],
    ['a PNG', { evidence: evidenceOf(3, 'image/png') }, undefined],
    ['a PDF whose pages were counted', { evidence: pdf, pages: 2 }, undefined],
    ['a PDF without a count of its pages', { evidence: pdf }, 'document-not-shown'],
    ['an email', { evidence: evidenceOf(3, 'message/rfc822') }, 'document-not-shown'],
  ])('%s: %s', (_name, scan, code) => {
    expect(refuseUnshowable(scan)?.code).toBe(code)
    expect(codeAfter(until('itemsChecked'), { kind: 'identityDocumentAttached', ...scan })).toBe(code)
  })

  test.each([0, -1, 31, 1.5])('PDF of %d pages has no place in the case', (pages) =>
    expect(caseEvent.safeParse({ kind: 'identityDocumentAttached', evidence: pdf, pages }).success).toBe(false),
  )
})

describe('document that was not shown cannot be accepted', () => {
  const picture = { evidence: evidenceOf(3) }
  const twoPages = { evidence: pdf, pages: 2 }
  test.each([
    ['a picture that was shown', picture, whole, undefined, undefined],
    ['a picture that was not', picture, undefined, undefined, 'document-not-shown'],
    ['a picture of two pages', picture, { pages: 2, incomplete: [] }, undefined, 'document-not-shown'],
    ['both pages of a PDF', twoPages, { pages: 2, incomplete: [] }, undefined, undefined],
    ['a PDF that was not shown', twoPages, undefined, 'Seen on paper', 'document-not-shown'],
    ['one of its two pages', twoPages, whole, undefined, 'document-not-shown'],
    ['a part of its second page missing', twoPages, { pages: 2, incomplete: [2] }, undefined, 'document-not-shown'],
    ['the same, seen another way', twoPages, { pages: 2, incomplete: [2] }, 'Seen on paper', undefined],
    ['a PDF attached by an earlier version', { evidence: pdf }, { pages: 2, incomplete: [] }, undefined, undefined],
    ['the same, not shown', { evidence: pdf }, undefined, undefined, 'document-not-shown'],
  ])('%s', (_name, scan, shown, seenOtherwise, code) => expect(refuseUnseen(scan, shown, seenOtherwise)?.code).toBe(code))

  test('the guard holds it when the decision is recorded', () => {
    const attached = [...until('itemsChecked'), { kind: 'identityDocumentAttached', evidence: pdf, pages: 1 } as const]
    const { shown: _shown, ...unseen } = journey.identityDocumentAssessed
    expect(codeAfter(attached, unseen)).toBe('document-not-shown')
    expect(codeAfter(attached, { ...unseen, shown: whole })).toBeUndefined()
    expect(codeAfter(attached, { ...unseen, shown: { pages: 1, incomplete: [1] } })).toBe('document-not-shown')
  })

  test('may be rejected', () => {
    const { shown: _shown, ...unseen } = journey.identityDocumentAssessed
    const reasons = [remote20200408.documentRejectionReasons[0]!.id]
    expect(codeAfter(until('identityDocumentAttached'), { ...unseen, outcome: 'rejected', reasons })).toBeUndefined()
  })
})

test('history: what could not be shown, and how it was seen', () => {
  expect(describeIncomplete({ pages: 1, incomplete: [1] })).toBe('A part of this page could not be shown')
  expect(describeIncomplete({ pages: 4, incomplete: [2] })).toBe('A part of page 2 could not be shown')
  expect(describeIncomplete({ pages: 4, incomplete: [1, 2, 4] })).toBe('Parts of pages 1, 2 and 4 could not be shown')
  const assessed = { ...journey.identityDocumentAssessed, shown: { pages: 4, incomplete: [2] }, seenOtherwise: 'In the email' }
  expect(describeEvent(assessed, remote20200408).lines).toEqual(
    expect.arrayContaining(['A part of page 2 could not be shown', 'How it was seen: In the email']),
  )
})
