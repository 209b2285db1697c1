import { describe, expect, test } from 'vitest'
import { foldLocumEntry } from '../../../domain/locum/entry.ts'
import { planAccess, type AccessPosition, type AccessRecorded } from '../../../domain/locum/from-access.ts'
import { grant, granted, review, revoked } from './grants.ts'

const locum: AccessPosition = {
  name: 'Locum Pharmacist',
  odsCode: 'FFFFF',
  from: '2026-11-30',
  to: '2027-11-29',
  reason: 'Covers a pharmacy',
  reviewBy: '2027-05-01',
  registerNumber: '2000001',
}
const other: AccessPosition = { name: 'Clerk', odsCode: 'ZZ9', from: '2026-11-30' }
const person = { name: 'Invented Pharmacist', uuid: '555000111222', sponsor: 'Sample Sponsor', organisation: 'FZZ01' }
const plan = (asked: Partial<AccessRecorded>) =>
  planAccess({ code: 'FFFFF', positions: [locum], person, agentName: 'Sample Agent', today: '2026-11-30', ...asked })
/** Of this case, as it was granted. */
const made = () => {
  const first = plan({})
  if (first.kind !== 'grant') throw new Error('no grant')
  return foldLocumEntry([{ kind: 'granted', grant: first.grant, source: 'case' }])
}

describe('locum log: access that a case records', () => {
  test('a position of FFFFF is a grant', () =>
    expect(plan({})).toEqual({
      kind: 'grant',
      grant: {
        ...person,
        organisation: undefined,
        organisations: ['FZZ01'],
        grantedBy: 'Sample Agent',
        grantedOn: '2026-11-30',
        reviewBy: '2027-05-01',
        endsOn: '2027-11-29',
        reason: 'Covers a pharmacy',
        registerNumber: '2000001',
      },
    }))

  test('other positions are none of the log’s', () => expect(plan({ positions: [other] })).toEqual({ kind: 'nothing' }))

  test('several of FFFFF are one grant, with the first review and the last day', () =>
    expect(
      plan({
        positions: [locum, other, { ...locum, from: '2026-12-05', to: '2027-12-04', reviewBy: '2027-02-01', reason: 'Second shop' }],
      }),
    ).toMatchObject({
      grant: {
        grantedOn: '2026-11-30',
        reviewBy: '2027-02-01',
        endsOn: '2027-12-04',
        reason: 'Covers a pharmacy; Second shop',
        longerBecause: 'Positions that follow each other',
      },
    }))

  test('a position that begins later is granted today', () =>
    expect(plan({ positions: [{ ...locum, from: '2026-12-24' }] })).toMatchObject({ grant: { grantedOn: '2026-11-30' } }))

  test('without a register number it is marked as checked', () =>
    expect(plan({ positions: [{ ...locum, registerNumber: undefined }] })).toMatchObject({ grant: { registerChecked: true } }))

  test('recorded again without a change: nothing, also after a review in the log', () => {
    const entry = made()
    expect(plan({ before: [locum], entry })).toEqual({ kind: 'nothing' })
    const reviewed = { ...entry, grant: { ...entry.grant, reviewBy: review.reviewBy } }
    expect(plan({ before: [locum], positions: [locum, other], entry: reviewed })).toEqual({ kind: 'nothing' })
  })

  test('corrected: only what changed in the case changes the entry', () => {
    const entry = made()
    const reviewed = { ...entry, grant: { ...entry.grant, reviewBy: '2027-08-01', name: 'Corrected Name' } }
    expect(plan({ before: [locum], positions: [{ ...locum, to: '2027-06-30' }], entry: reviewed, reason: 'Shorter' })).toEqual({
      kind: 'correct',
      reason: 'Shorter',
      // The review of the log would be after the new end.
      grant: { ...reviewed.grant, endsOn: '2027-06-30', reviewBy: '2027-05-01' },
    })
  })

  test('the UUID of the case was corrected: so is the entry', () =>
    expect(plan({ before: [locum], entry: made(), person: { ...person, uuid: '555000111333' } })).toMatchObject({
      kind: 'correct',
      grant: { uuid: '555000111333' },
    }))

  test('the position is taken out while the access is open: refused; once it is revoked, nothing', () => {
    expect(plan({ before: [locum], positions: [other], entry: made() })).toEqual({ kind: 'still-open' })
    const entry = foldLocumEntry([granted, revoked])
    expect(plan({ before: [locum], positions: [other], entry })).toEqual({ kind: 'nothing' })
    // Recorded again as it was: what was revoked is not granted again.
    expect(plan({ before: [locum], positions: [locum, other], entry })).toEqual({ kind: 'nothing' })
    expect(plan({ before: [locum], positions: [{ ...locum, to: '2027-10-01' }], entry })).toMatchObject({ kind: 'grant' })
  })

  test('a position from before the log had no review date: corrected with one, it is granted', () => {
    const { reviewBy: _review, ...old } = locum
    expect(plan({ before: [old] })).toMatchObject({ kind: 'grant', grant: { name: grant.name } })
  })
})

test('locum log: a position that began before it was recorded is granted from then', () =>
  expect(plan({ positions: [{ ...locum, from: '2026-11-20', to: '2027-11-19' }] })).toMatchObject({ grant: { grantedOn: '2026-11-20' } }))

test('locum log: of several positions, one without an end, a review or a number', () => {
  const { to: _to, reviewBy: _review, registerNumber: _number, reason: _reason, ...bare } = locum
  expect(plan({ positions: [bare, { ...locum, longerBecause: 'Agreed', secondBecause: 'Two agencies' }] })).toMatchObject({
    grant: {
      endsOn: '2027-11-29',
      reviewBy: '2027-05-01',
      registerNumber: '2000001',
      reason: 'Covers a pharmacy',
      longerBecause: 'Agreed',
      secondBecause: 'Two agencies',
    },
  })
  // Without any end, or any review, the access is no grant of the log.
  expect(plan({ positions: [bare] })).toEqual({ kind: 'nothing' })
  expect(plan({ positions: [{ ...locum, to: undefined }] })).toEqual({ kind: 'nothing' })
  expect(plan({ positions: [{ ...locum, reviewBy: undefined }] })).toEqual({ kind: 'nothing' })
})

test('locum log: a grant says what is known of the person only', () => {
  const { sponsor: _sponsor, ...unnamed } = person
  const granted = plan({ person: { ...unnamed, mobile: '+447700900123' } })
  expect(granted).toMatchObject({ grant: { mobile: '+447700900123', sponsor: 'Not named in the case', organisations: ['FZZ01'] } })
  expect(plan({})).not.toHaveProperty('grant.mobile')
  expect(plan({})).not.toHaveProperty('grant.longerBecause')
  expect(plan({})).not.toHaveProperty('grant.secondBecause')
})

test('locum log: the order of what an entry says does not count; a new end takes the reason for the old one away', () => {
  const entry = made()
  const turned = { ...entry, grant: Object.fromEntries(Object.entries(entry.grant).toReversed()) as typeof entry.grant }
  expect(plan({ before: [locum], entry: turned })).toEqual({ kind: 'nothing' })
  const longer = { ...entry, grant: { ...entry.grant, longerBecause: 'Agreed' } }
  expect(plan({ before: [locum], positions: [{ ...locum, to: '2027-06-30' }], entry: longer })).toEqual({
    kind: 'correct',
    reason: 'Changed in the case',
    grant: { ...entry.grant, endsOn: '2027-06-30' },
  })
  expect(plan({ before: [locum], positions: [{ ...locum, reason: 'Another' }], entry: longer })).toMatchObject({
    grant: { longerBecause: 'Agreed', reason: 'Another' },
  })
})
