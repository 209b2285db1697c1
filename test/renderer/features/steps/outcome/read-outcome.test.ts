import { describe, expect, test } from 'vitest'
import { agentEvent } from '../../../../../domain/case/events.ts'
import { readShown } from '../../../../../renderer/features/steps/document-shown/read-shown.ts'
import { mayMatch, readOutcome } from '../../../../../renderer/features/steps/outcome/read-outcome.ts'

describe('the comparison and the outcome', () => {
  const all = { sameAsScan: 'yes', faceMatchesDocument: 'yes', faceMatchesPhotograph: 'yes', note: '' } as const
  const shownOf = (event: ReturnType<typeof readShown>['event']) => ({
    documentComparison: { ...event!, seq: 1, recordedAt: '', agentName: '' },
  })

  test('each comparison is answered by itself', () => {
    expect(readShown({ ...all, sameAsScan: '', faceMatchesPhotograph: '' }).problems?.map(({ name }) => name)).toEqual([
      'sameAsScan',
      'faceMatchesPhotograph',
    ])
    expect(agentEvent.parse(readShown(all).event)).toEqual({
      kind: 'documentShown',
      sameAsScan: true,
      faceMatchesDocument: true,
      faceMatchesPhotograph: true,
    })
  })

  test.each(['sameAsScan', 'faceMatchesDocument', 'faceMatchesPhotograph'] as const)(
    '%s answered no needs words, and cannot end as matched',
    (name) => {
      expect(readShown({ ...all, [name]: 'no' }).problems?.map((problem) => problem.name)).toEqual(['note'])
      const shown = shownOf(readShown({ ...all, [name]: 'no', note: 'Invented difference' }).event)
      expect(mayMatch(shown)).toBe(false)
      expect(readOutcome({ outcome: 'matched', reasons: [], note: '' }, shown).problems?.map((problem) => problem.name)).toEqual([
        'outcome',
      ])
    },
  )

  test('three times yes may end as matched; nothing compared may not', () => {
    expect(
      agentEvent.parse(readOutcome({ outcome: 'matched', reasons: ['other'], note: '' }, shownOf(readShown(all).event)).event),
    ).toEqual({ kind: 'callEnded', outcome: 'matched' })
    expect(readOutcome({ outcome: 'matched', reasons: [], note: '' }, {}).event).toBeUndefined()
  })

  test('not matched needs a reason, and words when the reason is another', () => {
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
