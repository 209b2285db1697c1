import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { findAcceptedCrop } from '../../../domain/journey/photograph-copies.ts'
import { evidenceOf, journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, elsewhere, provedElsewhere2026, viewAfter } from '../../support/ask-case.ts'

const copyId = '88888888-0000-4000-8000-000000000000'
const saved = {
  kind: 'photographCopySaved',
  copyId,
  savedAs: '/invented/photograph-RA-TEST-1.jpg',
  bytes: 60_000,
  sha256: '5'.repeat(64),
} as const satisfies CaseEvent
const deletion = (outcome: 'deleted' | 'not-there' | 'other-contents' | 'not-written') =>
  ({ kind: 'photographCopyDeletion', copyId, outcome }) as const satisfies CaseEvent
const gone = { kind: 'photographCopyGone', copyId } as const satisfies CaseEvent
const copiesAfter = (...events: readonly CaseEvent[]) =>
  viewAfter([...until('callEnded'), ...events]).facts.photographCopies.map(({ savedAs, trouble }) => [savedAs, trouble])

describe('photograph for CIS', () => {
  const another = { ...journey.photographAttached, evidence: evidenceOf(7), print: evidenceOf(8) }
  const rejected: CaseEvent = { ...journey.photographAssessed, outcome: 'rejected', reasons: ['not-clear'] }
  const table: readonly (readonly [string, readonly CaseEvent[], string | undefined])[] = [
    ['accepted', until('callEnded'), undefined],
    ['none yet', until('itemsChecked'), 'not-this-evidence'],
    ['attached, not assessed', until('photographAttached'), 'not-this-evidence'],
    ['rejected', [...until('photographAttached'), rejected], 'not-this-evidence'],
    ['another one attached since', [...until('callEnded'), another], 'not-this-evidence'],
    ['case closed', until('firstLogInConfirmed'), 'case-closed'],
  ]
  test.each(table)('%s: may be saved only if it was accepted', (_name, events, code) => {
    expect(codeAfter(events, saved)).toBe(code)
  })

  test('the crop is the one that was accepted', () => {
    expect(findAcceptedCrop(viewAfter(until('callEnded')).facts)).toEqual(journey.photographAttached.print)
    expect(findAcceptedCrop(viewAfter([...until('callEnded'), another]).facts)).toBeUndefined()
    const { photographAssessment } = viewAfter(until('callEnded')).facts
    expect(findAcceptedCrop({ photographAssessment: photographAssessment! })).toBeUndefined()
  })

  test('not where the guidance creates no identity in CIS', () => {
    const events = [elsewhere.identityProvedElsewhere, journey.photographAttached, journey.photographAssessed]
    expect(codeAfter(events, saved, { edition: provedElsewhere2026 })).toBe('not-in-edition')
  })

  test('saving and deleting it opens no step again', () => {
    const before = viewAfter(until('cisIdentityCreated'))
    const after = viewAfter([...until('cisIdentityCreated'), saved, deletion('deleted')])
    expect(after.steps).toEqual(before.steps)
  })
})

describe('saved copy', () => {
  const { savedAs } = saved
  const second = { ...saved, copyId: '99999999-0000-4000-8000-000000000000', savedAs: '/invented/2.jpg' }
  const table: readonly (readonly [string, readonly CaseEvent[], readonly unknown[]])[] = [
    ['saved', [saved], [[savedAs, undefined]]],
    ['deleted', [saved, deletion('deleted')], []],
    ['could not be written', [saved, deletion('not-written')], []],
    ['moved', [saved, deletion('not-there')], [[savedAs, 'not-there']]],
    ['another file in its place', [saved, deletion('other-contents')], [[savedAs, 'other-contents']]],
    ['moved, and deleted by the agent', [saved, deletion('not-there'), gone], []],
    ['moved, put back and deleted', [saved, deletion('not-there'), deletion('deleted')], []],
    [
      'moved, and another copy',
      [second, saved, deletion('not-there')],
      [
        ['/invented/2.jpg', undefined],
        [savedAs, 'not-there'],
      ],
    ],
    ['moved and deleted by the agent, and another copy', [second, saved, deletion('not-there'), gone], [['/invented/2.jpg', undefined]]],
    ['deleted, and another copy', [second, saved, deletion('deleted')], [['/invented/2.jpg', undefined]]],
    [
      'the case came from another workstation',
      [saved, { kind: 'takenOver', handoverId: copyId, from: { stationId: 'a'.repeat(32), name: 'Other' } }],
      [],
    ],
  ]
  test.each(table)('%s: what is left to delete', (_name, events, left) => {
    expect(copiesAfter(...events)).toEqual(left)
  })

  test('the agent says that it is gone only after RA Desk looked for it and did not find it', () => {
    const events = [...until('callEnded'), saved]
    expect(codeAfter(events, gone)).toBe('not-this-evidence')
    expect(codeAfter([...events, deletion('not-there')], gone)).toBeUndefined()
    expect(codeAfter([...events, deletion('deleted')], gone)).toBe('not-this-evidence')
  })

  test('is deleted after the case is closed too', () => {
    const [first, ...rest] = until('firstLogInConfirmed')
    const events = [first!, ...rest]
    const accepted = events.findIndex(({ kind }) => kind === 'callEnded') + 1
    const withCopy = [...events.slice(0, accepted), saved, ...events.slice(accepted)]
    expect(codeAfter(withCopy, deletion('deleted'))).toBeUndefined()
  })
})
