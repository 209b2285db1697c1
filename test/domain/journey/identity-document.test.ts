import { describe, expect, test } from 'vitest'
import { caseEvent } from '../../../domain/case/events.ts'
import { joinAlternatives } from '../../../domain/guidance/documents.ts'
import { evidenceOf, journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, remote20200408, statusAfter, viewAfter } from '../../support/ask-case.ts'

const assessed = journey.identityDocumentAssessed
const attached = until('identityDocumentAttached')
const but = (fields: object) => ({ ...assessed, ...fields })
const without = (name: keyof typeof assessed) =>
  Object.fromEntries(Object.entries(assessed).filter(([field]) => field !== name)) as unknown as typeof assessed
const ofType = (number: string) =>
  remote20200408.photoDocuments.documents.find((one) => one.number === number && one.acceptedBy === 'guidance')?.id
const decided = remote20200408.photoDocuments.documents.find(({ acceptedBy }) => acceptedBy === 'nhs-employers')
const free = remote20200408.photoDocuments.documents.find(({ number }) => number === 'free')!.id
const { identity, address } = remote20200408.noPhotoDocuments
const alternatives = joinAlternatives([identity[0]!.id], [address[0]!.id])
const reason = remote20200408.documentRejectionReasons[0]!.id

describe('identity document accepted', () => {
  test.each([
    ['with type, number and expiry date', assessed, undefined],
    ['valid until today', but({ expiresOn: '2026-11-30' }), undefined],
    ['expired yesterday', but({ expiresOn: '2026-11-29' }), 'document-expired'],
    ['expired, and why it is accepted', but({ expiresOn: '2026-11-29', note: 'Renewal seen' }), undefined],
    ['without a type', without('documentType'), 'document-incomplete'],
    ['without a number', without('documentNumber'), 'document-incomplete'],
    ['without an expiry date', without('expiresOn'), 'document-incomplete'],
    ['of a type that is not on the list', but({ documentType: 'library-card' }), 'not-on-the-list'],
    ['UK passport of 8 digits', but({ documentNumber: '12345678' }), 'document-incomplete'],
    ['UK passport of 10 digits', but({ documentNumber: '1234567890' }), 'document-incomplete'],
    ['UK passport with a letter', but({ documentNumber: '12345678A' }), 'document-incomplete'],
    ['with the flag of the guidance', but({ documentNumber: '000000000' }), 'flag-value'],
    ['with zeros of another length', but({ documentNumber: '0000' }), 'flag-value'],
    [
      'driving licence with a number that is none',
      but({ documentType: ofType('driving-licence'), documentNumber: '123456789' }),
      'document-incomplete',
    ],
    ['alternatives with the reason', but({ documentType: alternatives, note: 'No photographic document' }), undefined],
    ['alternatives without the reason', but({ documentType: alternatives }), 'document-incomplete'],
    ['driving licence of the registrant', but({ documentType: ofType('driving-licence'), documentNumber: 'SAMPL907040W99AA' }), undefined],
    [
      'driving licence of someone else',
      but({ documentType: ofType('driving-licence'), documentNumber: 'OTHER907040B99AA' }),
      'difference-unexplained',
    ],
    ['other passport', but({ documentType: ofType('other-passport'), documentNumber: 'AB1234567' }), undefined],
    ['other passport of one character', but({ documentType: ofType('other-passport'), documentNumber: '7' }), undefined],
    [
      'other passport of 10 characters',
      but({ documentType: ofType('other-passport'), documentNumber: 'AB12345678' }),
      'document-incomplete',
    ],
    [
      'other passport in small letters',
      but({ documentType: ofType('other-passport'), documentNumber: 'ab1234567' }),
      'document-incomplete',
    ],
    ['UK passport after a space', but({ documentNumber: ' 123456789' }), 'document-incomplete'],
    ['a document with a free number', but({ documentType: free, documentNumber: 'any-7', note: 'Seen' }), undefined],
    ['a document with a blank number', but({ documentType: free, documentNumber: '  ', note: 'Seen' }), 'document-incomplete'],
    ['alternatives for the address alone', but({ documentType: joinAlternatives([], [address[0]!.id]), note: 'x' }), 'document-incomplete'],
    [
      'alternatives for the identity alone',
      but({ documentType: joinAlternatives([identity[0]!.id], []), note: 'x' }),
      'document-incomplete',
    ],
    ['alternatives that are not on the list', but({ documentType: `${alternatives}+library-card`, note: 'x' }), 'not-on-the-list'],
    ['another document than the one attached', but({ evidenceId: '99999999-0000-4000-8000-000000000000' }), 'not-this-evidence'],
  ])('%s: %s', (_name, event, code) => expect(codeAfter(attached, event)).toBe(code))

  test('of a type that the RA agent decides on needs a note', () => {
    expect(decided).toBeDefined()
    const number = decided!.number === 'driving-licence' ? 'SAMPL907040W99AA' : '123456789'
    const event = but({ documentType: decided!.id, documentNumber: number })
    expect(codeAfter(attached, event)).toBe('document-incomplete')
  })

  test('with none attached', () => expect(codeAfter(until('itemsChecked'), assessed)).toBe('not-this-evidence'))

  test('needs a type, a number and dates before the day is looked at', () =>
    expect(codeAfter(attached, without('documentNumber'), { reason: 'x' })).toBe('document-incomplete'))
})

describe('identity document rejected', () => {
  const rejected = (fields: object) => but({ outcome: 'rejected', reasons: [reason], ...fields })
  test.each([
    ['for a reason on the list', rejected({}), undefined],
    ['for a reason that is not on the list', rejected({ reasons: ['mood'] }), 'not-on-the-list'],
    ['of a type that was not said', { ...without('documentType'), outcome: 'rejected' as const, reasons: [reason] }, undefined],
    ['of a type that is not on the list', rejected({ documentType: 'library-card' }), 'not-on-the-list'],
    ['with alternatives of which one is on the list', rejected({ documentType: `${identity[0]!.id}++library-card` }), 'not-on-the-list'],
    ['with alternatives of which all are on the list', rejected({ documentType: alternatives }), undefined],
    ['with an alternative for the address alone', rejected({ documentType: joinAlternatives([], [address[0]!.id]) }), undefined],
    ['of a type that is on the list', rejected({ documentType: free }), undefined],
    ['of a type of no text', rejected({ documentType: '' }), 'not-on-the-list'],
    ['with the flag of the guidance', rejected({ documentNumber: '000000000' }), 'flag-value'],
  ])('%s: %s', (_name, event, code) => expect(codeAfter(attached, event)).toBe(code))

  test('is a problem of the step, until another document is attached', () => {
    const events = [...attached, rejected({})]
    expect(viewAfter(events).steps['identity-document']).toMatchObject({ status: 'There is a problem' })
    expect(statusAfter([...events, { kind: 'identityDocumentAttached', evidence: evidenceOf(9) }], 'identity-document')).toBe('In progress')
  })
})

test('identity document: where the guidance marks nothing in CIS, zeros alone are no number', () => {
  const { cis: _cis, ...rest } = remote20200408
  const edition = rest as typeof remote20200408
  expect(codeAfter(attached, assessed, { edition })).toBeUndefined()
  expect(codeAfter(attached, but({ documentNumber: '000000000' }), { edition })).toBe('flag-value')
})

test('identity document: a blank number or note has no place in the case', () => {
  for (const fields of [{ documentNumber: ' ' }, { note: '\n' }, { expiresOn: '2030-02-30' }])
    expect(caseEvent.safeParse(but(fields)).success).toBe(false)
})
