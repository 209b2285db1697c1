import { describe, expect, test } from 'vitest'
import { findReopened, findReopenedByRedoing, type ReopenedSteps } from '../../../domain/case/reopened-steps.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { remote20200408 as edition } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { evidenceOf, journey, record, until, type JourneyKind } from '../../fixtures/journey-events.ts'

const details = journey.detailsRecorded
const after = (kind: JourneyKind) => record(until(kind))
const reopenedBy = (kind: JourneyKind, ...changes: readonly CaseEvent[]): ReopenedSteps => findReopened(after(kind), edition, changes)

describe('details: which steps open again, by the field that changed', () => {
  // The label is made and checked, and nothing is posted yet.
  const written: readonly (readonly [field: string, changed: Partial<typeof details>, again: readonly string[]])[] = [
    ['nothing', {}, []],
    ['title', { name: { ...details.name, title: 'Dr' } as never }, ['cis']],
    ['given names', { name: { ...details.name, given: 'Wyn' } as never }, ['identity-document', 'document-shown', 'cis', 'label']],
    ['family name', { name: { ...details.name, family: 'Sampleton' } as never }, ['identity-document', 'document-shown', 'cis', 'label']],
    ['name on the card', { nameOnCard: 'W Sampleton' as never }, ['cis', 'write-card']],
    ['name for the envelope', { nameOnEnvelope: 'W Sampleton' } as never, ['label']],
    ['date of birth', { dateOfBirth: '1990-07-05' as never }, ['identity-document', 'document-shown', 'cis']],
    ['National Insurance number', { nationalInsurance: { notGiven: 'New to the UK workforce' } as never }, ['cis']],
    ['mobile', { mobile: '+447700900456' as never }, ['phone-code', 'document-shown', 'outcome', 'cis']],
    ['email address', { email: { address: 'other@nhs.net', judgement: 'nhs.net' } as never }, ['cis']],
    ['why the email address was accepted', { email: { ...details.email, reason: 'Confirmed by phone' } as never }, []],
    ['postal address', { address: { ...details.address, lines: ['2 Invented Street'] } as never }, ['label']],
  ]
  test.each(written)('%s', (_field, changed, again) => {
    expect(reopenedBy('labelChecked', { ...details, ...changed } as CaseEvent).again).toEqual(again)
  })

  test('a name for printing, an email or a postal address never undoes the video call', () => {
    const call = ['arrange-call', 'phone-code', 'document-shown', 'outcome']
    for (const [field, changed] of written.filter(([name]) =>
      ['name on the card', 'name for the envelope', 'email address', 'postal address', 'title'].includes(name),
    )) {
      const { again, waiting } = reopenedBy('firstLogInConfirmed', { ...details, ...changed } as CaseEvent)
      expect(
        [...again, ...waiting].filter((id) => call.includes(id)),
        field,
      ).toEqual([])
    }
  })
})

describe('other steps', () => {
  test('those that only wait are told from those to do again', () => {
    expect(reopenedBy('labelChecked', { ...details, dateOfBirth: '1990-07-05' } as CaseEvent).waiting).toEqual([
      'arrange-call',
      'phone-code',
      'outcome',
      'write-card',
      'print-card',
      'label',
    ])
  })

  test('another photograph: its own check too, the likeness, the comparison, the outcome and the card', () => {
    const another = { ...journey.photographAttached, evidence: evidenceOf(7) }
    expect(reopenedBy('cardWritten', another).again).toEqual(['photograph', 'likeness', 'document-shown', 'outcome', 'write-card'])
  })

  test('another time of the call: nothing', () => {
    expect(reopenedBy('labelChecked', { ...journey.callArranged, at: '2026-11-24T10:00' })).toEqual({ again: [], waiting: [] })
  })

  test('what is said beforehand is what then happens', () => {
    for (const change of [
      { ...details, mobile: '+447700900456' },
      { ...details, dateOfBirth: '1990-07-05' },
    ] as CaseEvent[]) {
      const { again, waiting } = reopenedBy('labelChecked', change)
      const [before, now] = [after('labelChecked'), record([...until('labelChecked'), change])].map((events) => viewCase(events, edition))
      const opened = edition.steps.filter(
        ({ id }) => before!.steps[id as 'cis']?.status === 'Completed' && now!.steps[id as 'cis']?.status !== 'Completed',
      )
      expect([...again, ...waiting].sort()).toEqual(opened.map(({ id }) => id).sort())
    }
  })

  test('and each is finished again in its turn: a step that only waited needs nothing', () => {
    const change = { ...details, dateOfBirth: '1990-07-05' } as CaseEvent
    const { again } = reopenedBy('cisIdentityCreated', change)
    const redone: Record<string, CaseEvent> = {
      'identity-document': journey.identityDocumentAssessed,
      'document-shown': journey.documentShown,
      cis: journey.cisIdentityCreated,
    }
    const view = viewCase(record([...until('cisIdentityCreated'), change, ...again.map((id) => redone[id]!)]), edition)
    expect(view.nextStep).toBe('write-card')
  })
})

describe('a step that main does over', () => {
  const redoing = (kind: JourneyKind, id: 'phone-code' | 'label' | 'details') => {
    const events = after(kind)
    return findReopenedByRedoing(events, viewCase(events, edition), id)?.again
  }
  test('another code for the mobile: the comparison and the outcome', () => {
    expect(redoing('cisIdentityCreated', 'phone-code')).toEqual(['document-shown', 'outcome'])
  })
  test('another label before the posting list is closed: nothing; after it: the list', () => {
    expect(redoing('labelChecked', 'label')).toEqual([])
    expect(redoing('manifestClosed', 'label')).toEqual(['manifest'])
  })
  test('details: it depends on what is entered', () => expect(redoing('labelChecked', 'details')).toBeUndefined())
})
