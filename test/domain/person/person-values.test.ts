/** Each value of a person's page: where it comes from, in which order, and what is left out. */
import { expect, test } from 'vitest'
import type { CaseRecord } from '../../../domain/case/case.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { remote20200408 as edition } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { viewPerson, type OwnOfPerson, type PersonSources } from '../../../domain/person/person-view.ts'
import { CASE_ID, journey, record, SERIAL, until } from '../../fixtures/journey-events.ts'

const nothing: OwnOfPerson = { entries: [], joined: [], deleted: [] }
const OTHER_CASE = '33333333-3333-4333-8333-333333333333'
function caseOf(events: readonly CaseEvent[], caseReference = 'RA-1', caseId = CASE_ID, daysLater = 0) {
  const recorded = record(events).map((one) => ({ ...one, at: new Date(Date.parse(one.at) + daysLater * 86_400_000).toISOString() }))
  const stored: CaseRecord = {
    schema: 2,
    caseId,
    caseReference,
    edition: edition.id,
    keyId: '0'.repeat(32),
    practice: false,
    events: recorded,
  }
  return { record: stored, view: viewCase(recorded, edition) }
}
const viewOf = (sources: Partial<PersonSources>) =>
  viewPerson({ personId: CASE_ID, cases: [], own: nothing, grants: [], stateOf: () => undefined, ...sources })

test('person of one case: every value once, with the case and the time that say it', () => {
  const events = until('accessRecorded')
  const seen = viewOf({ cases: [caseOf(events)], stateOf: (serial) => (serial === SERIAL ? 'active' : undefined) })
  const at = (kind: string) => record(events).find(({ event }) => event.kind === kind)!.at
  const said = { from: 'RA-1', at: at('detailsRecorded') }
  const { name, address, dateOfBirth } = journey.detailsRecorded
  expect(seen).toMatchObject({
    personId: CASE_ID,
    uuids: ['555000111222'],
    names: [{ name, ...said }],
    dateOfBirth,
    nationalInsurance: 'JG103759A',
    emails: [{ email: 'wyn@example.nhs.uk', ...said }],
    addresses: [{ address, ...said }],
    mobiles: [{ mobile: '+447700900123', ...said, confirmed: { from: 'RA-1', at: at('phoneCodeVerified'), call: '2026-11-23T10:00' } }],
    cards: [{ serial: SERIAL, state: 'active', expiresOn: '2028-11-23', from: 'RA-1', caseId: CASE_ID }],
    positions: [{ name: 'Invented Clerk', odsCode: 'ZZ9', from: '2026-11-25', caseReference: 'RA-1' }],
    texts: [
      { what: 'passcode', to: '+447700900123', at: at('passcodeTexted'), from: 'RA-1' },
      { what: 'code', to: '+447700900123', at: at('phoneCodeTexted'), from: 'RA-1' },
    ],
    cases: [
      {
        caseId: CASE_ID,
        caseReference: 'RA-1',
        status: 'open',
        ended: false,
        organisation: 'Invented Health Centre',
        edition: edition.name,
        openedAt: at('requestReceived'),
        expectedSeq: events.length,
        linked: false,
      },
    ],
  })
  expect(seen.positions[0]).not.toHaveProperty('to')
  expect(seen).not.toHaveProperty('entry')
  expect(seen.toUndo.every(({ from }) => from === 'RA-1')).toBe(true)
  expect(seen.timeline.at(-1)).toMatchObject({ at: at('requestReceived'), by: 'Sample Agent', from: 'RA-1', caseId: CASE_ID })
  expect(seen.timeline.at(-1)!.lines.length).toBeGreaterThan(0)
})

test('person without a card that the register knows: not known how it is', () => {
  expect(viewOf({ cases: [caseOf(until('cardWritten'))] }).cards).toMatchObject([{ state: 'unknown' }])
})

test('person whose card was refused before anything was written: it is no card of theirs', () => {
  const seen = caseOf(until('cardWriteStarted'))
  const [card] = seen.view.facts.cards
  const facts = {
    ...seen.view.facts,
    cards: [
      { ...card!, state: 'refused' as const },
      { ...card!, serial: undefined },
    ],
  }
  expect(viewOf({ cases: [{ ...seen, view: { ...seen.view, facts } as typeof seen.view }] }).cards).toEqual([])
})

test('person whose code could not be sent: no text went to them', () => {
  const events: CaseEvent[] = [...until('callArranged'), { ...journey.phoneCodeTexted, outcome: 'not-sent' }]
  expect(viewOf({ cases: [caseOf(events)] }).texts).toEqual([])
})

test('person whose code was read wrongly: the mobile is not confirmed; the call of each confirmation is the one before it', () => {
  const wrong: CaseEvent[] = [...until('phoneCodeTexted'), { ...journey.phoneCodeVerified, result: 'different' }]
  expect(viewOf({ cases: [caseOf(wrong)] }).mobiles[0]).not.toHaveProperty('confirmed')
  const again: CaseEvent[] = [
    ...wrong,
    { ...journey.callArranged, at: '2026-11-24T11:00' },
    { ...journey.phoneCodeTexted, attempt: 2 },
    { ...journey.phoneCodeVerified, attempt: 2 },
  ]
  expect(viewOf({ cases: [caseOf(again)] }).mobiles).toMatchObject([{ confirmed: { call: '2026-11-24T11:00' } }])
})

test('person of two cases: the newest of each value first, the other case by its reference, and the newest confirmation counts', () => {
  const moved = { ...journey.detailsRecorded, mobile: '+447700900124', address: { ...journey.detailsRecorded.address, town: 'Newtown' } }
  const later = caseOf([...until('detailsRecorded').slice(0, -1), moved], 'RA-2', OTHER_CASE, 3)
  const seen = viewOf({ cases: [caseOf(until('passcodeTexted')), later] })
  expect(seen.mobiles.map(({ mobile, from }) => [mobile, from])).toEqual([
    ['+447700900124', 'RA-2'],
    ['+447700900123', 'RA-1'],
  ])
  expect(seen.addresses.map(({ address }) => address.town)).toEqual(['Newtown', 'Sampletown'])
  expect(seen.cases.map(({ caseReference }) => caseReference)).toEqual(['RA-1', 'RA-2'])
  expect(seen.timeline[0]).toMatchObject({ from: 'RA-2', caseId: OTHER_CASE })
})

test('person with a short entry only: its values, who added it, and who found it to be the same person', () => {
  const entry = {
    name: { given: 'Sam', family: 'Sample' },
    uuid: '555123456789',
    dateOfBirth: '1990-07-04',
    nationalInsurance: 'JG103759A',
    mobile: '+447700900123',
    email: 'sam@example.nhs.uk',
  }
  const at = '2026-11-02T10:00:00.000Z'
  const joined = { at: '2026-11-03T10:00:00.000Z', by: 'C', why: 'The same passport' }
  const seen = viewOf({ own: { entries: [{ entry, at, by: 'B' }], joined: [joined], deleted: [] } })
  expect(seen).toMatchObject({
    entry,
    uuids: ['555123456789'],
    names: [{ name: entry.name, at }],
    dateOfBirth: '1990-07-04',
    nationalInsurance: 'JG103759A',
    mobiles: [{ mobile: '+447700900123', at }],
    emails: [{ email: 'sam@example.nhs.uk', at }],
    addresses: [],
  })
  expect(seen.names[0]).not.toHaveProperty('from')
  expect(seen.timeline).toEqual([
    { at: joined.at, by: 'C', title: 'Found to be the same person', lines: ['The same passport'] },
    { at, by: 'B', title: 'Added without a case', lines: [] },
  ])
})

test('person whose short entry was corrected: why, and what counts now', () => {
  const entry = { name: { given: 'Sam', family: 'Sample' }, uuid: '555123456789' }
  const corrected = { ...entry, name: { given: 'Sam', family: 'Sampleton' } }
  const entries = [
    { entry, at: '2026-11-02T10:00:00.000Z', by: 'B' },
    { entry: corrected, at: '2026-11-03T10:00:00.000Z', by: 'C', why: 'Married' },
  ]
  const seen = viewOf({ own: { entries, joined: [], deleted: [] } })
  expect(seen.entry).toEqual(corrected)
  expect(seen.names.map(({ name }) => name)).toEqual([corrected.name, entry.name])
  expect(seen.timeline[0]).toEqual({ at: entries[1]!.at, by: 'C', title: 'Short entry corrected', lines: ['Married'] })
})

test('person with nothing but grants: they are told, and nothing is invented', () => {
  const grant = { odsCode: 'FFFFF', grantedOn: '2026-11-01' }
  const seen = viewOf({ grants: [grant] })
  expect(seen.grants).toEqual([grant])
  expect(seen).not.toHaveProperty('dateOfBirth')
  expect(seen).not.toHaveProperty('nationalInsurance')
  expect([seen.names, seen.mobiles, seen.cards, seen.toUndo]).toEqual([[], [], [], []])
})
