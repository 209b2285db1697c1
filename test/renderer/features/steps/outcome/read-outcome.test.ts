import { describe, expect, test } from 'vitest'
import { agentEvent } from '../../../../../domain/case/events.ts'
import { readDocumentComparison } from '../../../../../renderer/features/steps/document-shown/read-document-comparison.ts'
import { mayMatch, readOutcome } from '../../../../../renderer/features/steps/outcome/read-outcome.ts'

describe('comparison and outcome of the call', () => {
  const all = { sameAsScan: 'yes', faceMatchesDocument: 'yes', faceMatchesPhotograph: 'yes', note: '' } as const
  const shownOf = (event: ReturnType<typeof readDocumentComparison>['event']) => ({
    documentComparison: { ...event!, seq: 1, recordedAt: '', agentName: '' },
  })

  test('each comparison has its own answer', () => {
    expect(readDocumentComparison({ ...all, sameAsScan: '', faceMatchesPhotograph: '' }).problems?.map(({ name }) => name)).toEqual([
      'sameAsScan',
      'faceMatchesPhotograph',
    ])
    expect(agentEvent.parse(readDocumentComparison(all).event)).toEqual({
      kind: 'documentShown',
      sameAsScan: true,
      faceMatchesDocument: true,
      faceMatchesPhotograph: true,
    })
  })

  test.each(['sameAsScan', 'faceMatchesDocument', 'faceMatchesPhotograph'] as const)(
    '%s answered no needs words, and cannot end as matched',
    (name) => {
      expect(readDocumentComparison({ ...all, [name]: 'no' }).problems?.map((problem) => problem.name)).toEqual(['note'])
      const shown = shownOf(readDocumentComparison({ ...all, [name]: 'no', note: 'Invented difference' }).event)
      expect(mayMatch(shown)).toBe(false)
      expect(readOutcome({ outcome: 'matched', reasons: [], note: '' }, shown).problems?.map((problem) => problem.name)).toEqual([
        'outcome',
      ])
    },
  )

  test('"Matched" needs three matching comparisons', () => {
    expect(
      agentEvent.parse(readOutcome({ outcome: 'matched', reasons: ['other'], note: '' }, shownOf(readDocumentComparison(all).event)).event),
    ).toEqual({ kind: 'callEnded', outcome: 'matched' })
    expect(readOutcome({ outcome: 'matched', reasons: [], note: '' }, {}).event).toBeUndefined()
  })

  test('"Not matched" needs a reason, and a note if the reason is not listed', () => {
    expect(readOutcome({ outcome: 'not-matched', reasons: [], note: '' }, {}).problems?.map(({ name }) => name)).toEqual(['reasons'])
    expect(readOutcome({ outcome: 'not-matched', reasons: ['other'], note: '' }, {}).problems?.map(({ name }) => name)).toEqual(['note'])
    expect(agentEvent.parse(readOutcome({ outcome: 'not-matched', reasons: ['numbers'], note: '' }, {}).event)).toEqual({
      kind: 'callEnded',
      outcome: 'not-matched',
      reasons: ['numbers'],
    })
    expect(agentEvent.parse(readOutcome({ outcome: 'broken-off', reasons: ['numbers'], note: '' }, {}).event)).toEqual({
      kind: 'callEnded',
      outcome: 'broken-off',
    })
  })
})
