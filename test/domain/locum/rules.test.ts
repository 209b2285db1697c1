import { describe, expect, test } from 'vitest'
import { foldLocumEntry } from '../../../domain/locum/entry.ts'
import type { LocumGrant, LocumReview, LocumRevocation } from '../../../domain/locum/events.ts'
import {
  checkCorrection,
  checkGrant,
  checkReview,
  checkRevocation,
  checkWithdrawal,
  findGrantFaults,
  isLongerThanAYear,
  isUsualRegisterNumber,
} from '../../../domain/locum/rules.ts'
import type { Result } from '../../../domain/result.ts'
import { grant, granted, review, revocation, revoked } from './grants.ts'

const today = '2026-11-30'
const codeOf = (result: Result<unknown>) => (result.ok ? undefined : result.error.code)
const { registerNumber: _number, ...withoutNumber } = grant

describe('locum log: a grant', () => {
  test.each<[string, LocumGrant, string | undefined]>([
    ['that keeps to every rule', grant, undefined],
    ['given today', { ...grant, grantedOn: today, endsOn: '2027-11-30' }, undefined],
    ['given tomorrow', { ...grant, grantedOn: '2026-12-01' }, 'locum-granted-later'],
    ['that ends on its first day', { ...grant, endsOn: '2026-11-01', reviewBy: '2026-11-01' }, undefined],
    ['that ends before it begins', { ...grant, endsOn: '2026-10-31', reviewBy: '2026-10-31' }, 'locum-ends-before-grant'],
    ['reviewed before it begins', { ...grant, reviewBy: '2026-10-31' }, 'locum-review-before-grant'],
    ['reviewed on its last day', { ...grant, reviewBy: '2027-10-31' }, undefined],
    ['reviewed after its last day', { ...grant, reviewBy: '2027-11-01' }, 'locum-review-after-end'],
    ['of exactly a year', { ...grant, endsOn: '2027-11-01' }, undefined],
    ['of a year and a day', { ...grant, endsOn: '2027-11-02' }, 'locum-longer-than-a-year'],
    ['of a year and a day, with the reason', { ...grant, endsOn: '2027-11-02', longerBecause: 'Agreed with the board' }, undefined],
    ['without a register number', withoutNumber, 'locum-register-not-checked'],
    ['without a register number, confirmed', { ...withoutNumber, registerChecked: true }, undefined],
    ['with a register number of another form', { ...grant, registerNumber: 'PSNI 1234' }, 'locum-register-not-checked'],
    ['with a register number of another form, confirmed', { ...grant, registerNumber: 'PSNI 1234', registerChecked: true }, undefined],
    ['to a UUID of one digit only', { ...grant, uuid: '000000000000' }, 'locum-uuid-not-given'],
  ])('%s', (_, given, code) => expect(codeOf(checkGrant(given, { today }))).toBe(code))

  test('second open grant of a UUID: only with a reason', () => {
    const context = { today, openGrant: { grantedOn: '2026-10-01' } }
    expect(codeOf(checkGrant(grant, context))).toBe('locum-second-grant')
    expect(codeOf(checkGrant({ ...grant, secondBecause: 'Two agencies' }, context))).toBeUndefined()
  })

  test('all faults at once, each at its field', () => {
    const faults = findGrantFaults({ ...withoutNumber, endsOn: '2026-10-01', reviewBy: '2026-10-05' }, { today })
    expect(faults.map(({ field, code }) => [field, code])).toEqual([
      ['registerNumber', 'locum-register-not-checked'],
      ['endsOn', 'locum-ends-before-grant'],
      ['reviewBy', 'locum-review-before-grant'],
      ['reviewBy', 'locum-review-after-end'],
    ])
  })

  test.each([
    ['2026-11-01', '2027-11-01', false],
    ['2026-11-01', '2027-11-02', true],
    ['2024-02-29', '2025-02-28', false],
    ['2024-02-29', '2025-03-02', true],
    ['2026-11-01', '2026-11-01', false],
    ['2026-11-01', '2026-10-01', false],
  ])('%s to %s is longer than a year: %s', (from, to, longer) => expect(isLongerThanAYear(from, to)).toBe(longer))

  test.each([
    ['2000001', true],
    ['200001', false],
    ['20000011', false],
    ['200000A', false],
    [undefined, false],
  ])('register number %s is usual: %s', (number, usual) => expect(isUsualRegisterNumber(number)).toBe(usual))
})

describe('locum log: a review', () => {
  const open = foldLocumEntry([granted])
  test.each<[string, LocumReview, string | undefined]>([
    ['that sets the next one', review, undefined],
    ['that extends the access to a year from now', { ...review, endsOn: '2027-11-20' }, undefined],
    ['that extends it further', { ...review, endsOn: '2027-11-21' }, 'locum-longer-than-a-year'],
    ['that extends it further, with the reason', { ...review, endsOn: '2027-11-21', longerBecause: 'Agreed' }, undefined],
    ['that shortens it', { ...review, endsOn: '2027-06-01' }, undefined],
    ['that ends it on its own day', { ...review, reviewBy: '2026-11-20', endsOn: '2026-11-20' }, undefined],
    ['with the next on the same day', { ...review, reviewBy: '2026-11-20' }, 'locum-next-review-passed'],
    ['with the next after the end', { ...review, reviewBy: '2027-11-01' }, 'locum-review-after-end'],
    ['on a later day', { ...review, on: '2026-12-01' }, 'locum-reviewed-later'],
    ['before the grant', { ...review, on: '2026-10-31' }, 'locum-reviewed-before-grant'],
  ])('%s', (_, told, code) => expect(codeOf(checkReview(open, told, today))).toBe(code))

  test('of a revoked access is refused', () =>
    expect(codeOf(checkReview(foldLocumEntry([granted, revoked]), review, today))).toBe('locum-revoked-already'))
})

describe('locum log: a revocation', () => {
  const open = foldLocumEntry([granted])
  const { reference: _reference, ...withoutReference } = revocation
  test.each<[string, LocumRevocation, string | undefined]>([
    ['today', { ...revocation, on: today }, undefined],
    ['tomorrow', { ...revocation, on: '2026-12-01' }, 'locum-revoked-later'],
    ['before the grant', { ...revocation, on: '2026-10-31' }, 'locum-revoked-before-grant'],
    ['without a reference', withoutReference, 'locum-reference-needed'],
    ['of access that was never given, without a reference', { ...withoutReference, how: 'never-given' }, undefined],
  ])('%s', (_, told, code) => expect(codeOf(checkRevocation(open, told, today))).toBe(code))

  test('a second time is refused', () =>
    expect(codeOf(checkRevocation(foldLocumEntry([granted, revoked]), revocation, today))).toBe('locum-revoked-already'))

  test('withdrawn: only where there is one, and no other entry has the UUID', () => {
    const entry = foldLocumEntry([granted, revoked])
    expect(codeOf(checkWithdrawal(entry, undefined))).toBeUndefined()
    expect(codeOf(checkWithdrawal(entry, { grantedOn: '2026-11-25' }))).toBe('locum-second-grant')
    expect(codeOf(checkWithdrawal(open, undefined))).toBe('locum-not-revoked')
  })
})

describe('locum log: a correction', () => {
  const entry = foldLocumEntry([granted])
  const openGrant = { grantedOn: '2026-10-01' }
  test('of nothing is refused', () => expect(codeOf(checkCorrection(entry, { ...grant }, { today }))).toBe('locum-nothing-changed'))
  test('keeps to the rules of a grant', () => {
    expect(codeOf(checkCorrection(entry, { ...grant, name: 'Invented Person' }, { today }))).toBeUndefined()
    expect(codeOf(checkCorrection(entry, { ...grant, reviewBy: '2028-01-01' }, { today }))).toBe('locum-review-after-end')
    expect(codeOf(checkCorrection(entry, { ...grant, endsOn: '2028-01-01' }, { today }))).toBe('locum-longer-than-a-year')
  })
  test('after a review the year is counted from it', () => {
    const reviewed = foldLocumEntry([granted, { kind: 'reviewed', ...review, endsOn: '2027-11-20' }])
    expect(codeOf(checkCorrection(reviewed, { ...reviewed.grant, name: 'Invented Person' }, { today }))).toBeUndefined()
  })
  test('to a UUID with an open grant needs a reason, unless this one is revoked', () => {
    const other = { ...grant, uuid: '555000111333' }
    expect(codeOf(checkCorrection(entry, other, { today, openGrant }))).toBe('locum-second-grant')
    expect(codeOf(checkCorrection(foldLocumEntry([granted, revoked]), other, { today, openGrant }))).toBeUndefined()
  })
})
