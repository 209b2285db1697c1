import { describe, expect, test } from 'vitest'
import { describeEvent } from '../../../domain/case/describe.ts'
import type { EventOf } from '../../../domain/case/events.ts'
import { compareDocument, refuseUnexplained, type ZoneRead } from '../../../domain/journey/document-differences.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, statusAfter } from '../../support/ask-case.ts'

const today = '2026-11-30'
const registrant = { name: { given: 'Anna', family: 'Sample' }, dateOfBirth: '1990-07-04' }
const zone: ZoneRead = {
  family: 'SAMPLE',
  given: 'ANNA',
  namesMayBeCut: false,
  number: '123456789',
  dateOfBirth: '1990-07-04',
  expiresOn: '2031-05-01',
}
const passport = { number: 'uk-passport', documentNumber: '123456789', expiresOn: '2031-05-01' } as const
const differsIn = (...given: Parameters<typeof compareDocument>) =>
  compareDocument(...given)
    .filter(({ weight }) => weight === 'differs')
    .map(({ what }) => what)

describe('document compared with the details', () => {
  test.each([
    ['the same person', { ...passport, zone }, []],
    ['no coded lines', passport, []],
    ['another family name', { ...passport, zone: { ...zone, family: 'OTHERWISE' } }, ['Family name']],
    [
      'another person',
      { ...passport, zone: { ...zone, family: 'OTHERWISE', given: 'BORIS', dateOfBirth: '1970-01-02' } },
      ['Family name', 'Given names', 'Date of birth'],
    ],
    [
      'another number and expiry date',
      { ...passport, documentNumber: '987654321', expiresOn: '2030-05-01', zone },
      ['Document number', 'Expiry date'],
    ],
    ['no date of birth that can be read', { ...passport, zone: { ...zone, dateOfBirth: undefined } }, []],
    ['driving licence of the same person', { number: 'driving-licence', documentNumber: 'SAMPL957040A99AA' }, []],
    ['driving licence of another person', { number: 'driving-licence', documentNumber: 'OTHER907040B99AA' }, ['Surname', 'Initials']],
    ['driving licence without a number', { number: 'driving-licence' }, []],
    ['driving licence that cannot be read', { number: 'driving-licence', documentNumber: 'x' }, []],
  ] as const)('%s', (_name, document, different) => expect(differsIn(document, registrant, today)).toEqual(different))

  test('nothing before the details are entered', () => {
    expect(compareDocument({ ...passport, zone }, undefined, today)).toEqual([])
    expect(compareDocument({ ...passport, zone }, { name: registrant.name }, today)).toEqual([])
  })
})

describe('reasons for differences', () => {
  const comparisons = compareDocument({ ...passport, zone: { ...zone, family: 'OTHERWISE', given: 'BORIS' } }, registrant, today)
  const family = { what: 'Family name', document: 'OTHERWISE', entered: 'Sample', reason: 'Married last week; certificate seen' }
  const given = { what: 'Given names', document: 'BORIS', entered: 'Anna', reason: 'Known by another name' }
  test.each([
    ['none', [], 'difference-unexplained'],
    ['one of two', [family], 'difference-unexplained'],
    ['both', [given, family], undefined],
    ['for an older value', [{ ...family, entered: 'Older' }, given], 'difference-unexplained'],
    ['and one too many', [family, given, { ...family, what: 'Date of birth' }], 'difference-unexplained'],
  ])('%s', (_name, differences, code) => expect(refuseUnexplained(comparisons, differences)?.code).toBe(code))
})

describe('identity document of another person', () => {
  const { name } = journey.detailsRecorded
  const other: EventOf<'identityDocumentAssessed'> = {
    ...journey.identityDocumentAssessed,
    zone: { ...zone, family: 'OTHERWISE', given: 'BORIS' },
  }
  const withDetails = until('identityDocumentAttached')
  const { detailsRecorded } = journey
  const reasons = [
    { what: 'Family name', document: 'OTHERWISE', entered: name.family, reason: 'Deed poll seen' },
    { what: 'Given names', document: 'BORIS', entered: name.given, reason: 'Deed poll seen' },
    { what: 'Date of birth', document: '4 July 1990', entered: '', reason: 'x' },
  ]

  test('cannot be accepted without reasons, whatever the page says', () =>
    expect(codeAfter(withDetails, other)).toBe('difference-unexplained'))

  test('can be rejected without', () =>
    expect(
      codeAfter(withDetails, { ...other, outcome: 'rejected', reasons: [remote20200408.documentRejectionReasons[0]!.id] }),
    ).toBeUndefined())

  test('details entered after the document open the step again, and are compared then', () => {
    const before = withDetails.filter(({ kind }) => kind !== 'detailsRecorded')
    expect(codeAfter(before, other)).toBeUndefined()
    const accepted = [...before, other]
    expect(statusAfter(accepted, 'identity-document')).toBe('Completed')
    const entered = [...accepted, detailsRecorded]
    expect(statusAfter(entered, 'identity-document')).not.toBe('Completed')
    expect(codeAfter(entered, other)).toBe('difference-unexplained')
  })

  test('the history keeps each difference and its reason', () =>
    expect(describeEvent({ ...other, differences: [reasons[0]!] }, remote20200408).lines).toContain(
      `Family name: OTHERWISE on the document, ${name.family} entered. Accepted because: Deed poll seen`,
    ))
})
