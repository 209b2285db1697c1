import { describe, expect, test } from 'vitest'
import { evidenceOf, journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, codeAsFirst, remote20200408, worldOn } from '../../support/ask-case.ts'

const without = (evidenceId: string) => worldOn('2026-11-30', { hasEvidence: (one) => one.evidenceId !== evidenceId })

describe('evidence that is not stored with the case', () => {
  test.each([3, 4, 5, 6])('picture %i is refused, whichever field it is in', (digit) => {
    const kind = digit === 3 ? 'identityDocumentAttached' : 'photographAttached'
    const before = until(digit === 3 ? 'itemsChecked' : 'identityDocumentAssessed')
    expect(codeAfter(before, journey[kind], { world: without(evidenceOf(digit).evidenceId) })).toBe('not-this-evidence')
    expect(codeAfter(before, journey[kind], { world: without(evidenceOf(9).evidenceId) })).toBeUndefined()
  })
  test('the email of the first act', () => {
    const first = { ...journey.requestReceived, source: evidenceOf(9, 'message/rfc822') }
    expect(codeAsFirst(first, remote20200408, without(evidenceOf(9).evidenceId))).toBe('not-this-evidence')
    expect(codeAsFirst(first)).toBeUndefined()
  })
})
