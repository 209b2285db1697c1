import { describe, expect, test } from 'vitest'
import type { CaseRecord } from '../../../domain/case/case.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { remote20200408 as edition } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { personView, viewPerson, type OwnOfPerson } from '../../../domain/person/person-view.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { CASE_ID, journey, record, SERIAL, until } from '../../fixtures/journey-events.ts'

const nothing: OwnOfPerson = { entries: [], joined: [], deleted: [] }
function caseOf(events: readonly CaseEvent[], caseReference = 'RA-1') {
  const recorded = record(events)
  const stored: CaseRecord = {
    schema: 2,
    caseId: CASE_ID,
    caseReference,
    edition: edition.id,
    keyId: '0'.repeat(32),
    practice: false,
    events: recorded,
  }
  return { record: stored, view: viewCase(recorded, edition) }
}
const view = (cases: ReturnType<typeof caseOf>[], own = nothing, stateOf: () => 'posted' | undefined = () => 'posted') =>
  viewPerson({ personId: CASE_ID, cases, own, grants: [], stateOf })

describe('a person over all their cases', () => {
  const whole = view([caseOf(until('posted'))])

  test('is what the contract says', () => {
    expect(personView.parse(whole)).toEqual(whole)
  })
  test('has a name once, although the email and the details both say it', () => {
    expect(whole.names).toEqual([expect.objectContaining({ name: journey.detailsRecorded.name, from: 'RA-1' })])
  })
  test('has the mobile with the call on which it was confirmed', () => {
    expect(whole.mobiles).toEqual([
      expect.objectContaining({
        mobile: '+447700900123',
        confirmed: expect.objectContaining({ from: 'RA-1', call: journey.callArranged.at }) as unknown,
      }),
    ])
  })
  test('has the card in the state of the register, with its end', () => {
    expect(whole.cards).toEqual([
      expect.objectContaining({ serial: SERIAL, state: 'posted', expiresOn: expect.any(String) as unknown, from: 'RA-1' }),
    ])
  })
  test('has the texts, what is to be undone, and one timeline, newest first', () => {
    expect(whole.texts.map(({ what }) => what)).toContain('code')
    expect(whole.toUndo.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['flagged-identity', 'card']))
    const times = whole.timeline.map(({ at }) => at)
    expect(times).toEqual([...times].sort().reverse())
    expect(whole.timeline.length).toBeGreaterThan(10)
  })
  test('a mobile that was never read back is not confirmed', () => {
    expect(view([caseOf(until('detailsRecorded'))]).mobiles[0]).not.toHaveProperty('confirmed')
  })
})

test('a person with two cases keeps the former name, the newest first', () => {
  const renamed = { ...journey.detailsRecorded, name: { given: 'Ŵyn', family: 'Newname' } }
  const names = view([caseOf([...until('detailsRecorded'), renamed])]).names.map(({ name }) => name)
  expect(names).toEqual([renamed.name, journey.detailsRecorded.name])
})

test('a person without a case: the short entry, its corrections and deleted cases', () => {
  const entry = { name: { given: 'Sam', family: 'Sample' }, uuid: '555123456789', mobile: '+447700900123' }
  const seen = view([], {
    entries: [
      { entry: { ...entry, uuid: '555123456780' }, at: '2026-11-01T10:00:00.000Z', by: 'A' },
      { entry, at: '2026-11-02T10:00:00.000Z', by: 'B', why: 'Read again' },
    ],
    joined: [],
    deleted: [{ caseReference: 'RA-0', month: '2026-10' }],
  })
  expect(seen).toMatchObject({ entry, uuids: ['555123456789', '555123456780'], deletedCases: [{ caseReference: 'RA-0' }] })
  expect(seen.timeline.map(({ title }) => title)).toEqual(['Short entry corrected', 'Added without a case'])
})
