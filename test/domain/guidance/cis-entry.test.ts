import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cisEntrySheet, type CisEntryInput } from '../../../domain/guidance/cis-entry.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'

const registrant: CisEntryInput = {
  name: { title: 'Dr', given: 'Seren Example', family: 'Ap Sampl' },
  nameOnCard: 'Seren Ap Sampl',
  dateOfBirth: '1990-07-04',
  niNumber: { given: 'JG103759A' },
  mobile: '+447700900184',
  email: 'seren.sample@nhs.net',
  organisation: { name: 'Sample Valley Surgery', odsCode: 'Z99ZZ' },
}

const sheet = (change: Partial<CisEntryInput> = {}) => cisEntrySheet({ ...registrant, ...change }, remote20200408)
const rows = (change: Partial<CisEntryInput> = {}) => sheet(change).map((field) => [field.section, field.label, field.value, field.copy])

describe('the CIS entry sheet', () => {
  test('has these fields in this order', () => {
    expect(rows()).toEqual([
      ['Personal details', 'Title', 'Dr', false],
      ['Personal details', 'Given names', 'Seren Example', true],
      ['Personal details', 'Family name', 'Ap Sampl', true],
      ['Personal details', 'Preferred name on smartcard', 'Seren Ap Sampl', true],
      ['Personal details', 'Date of birth', '04-Jul-1990', true],
      ['Contact details', 'Mobile', '07700900184', true],
      ['Contact details', 'Email', 'seren.sample@nhs.net', true],
      ['Organisation', 'Organisation', 'Sample Valley Surgery', true],
      ['Organisation', 'ODS code', 'Z99ZZ', true],
      ['Identity documents', 'National Insurance number', 'JG103759A', true],
      ['Photographic evidence', 'Type', 'UK passport', false],
      ['Photographic evidence', 'Passport number', '000000000', true],
      ['Photographic evidence', 'Expiry date', '01-Apr-2025', true],
      ['Non-photographic evidence', 'Source 1', 'TAC1', false],
      ['Non-photographic evidence', 'Source 1: date of issue', '01-Mar-2020', true],
      ['Non-photographic evidence', 'Source 2', 'TAC2', false],
      ['Non-photographic evidence', 'Source 2: date of issue', '01-Mar-2020', true],
    ])
  })

  test('without a title or an NI number there is nothing to copy there, and the reason stands beside it', () => {
    const without = sheet({ name: { given: 'Seren', family: 'Ap Sampl' }, niNumber: { notGiven: 'Applied for in October' } })
    expect(without[0]).toMatchObject({ label: 'Title', copy: false })
    expect(without.find((field) => field.label === 'National Insurance number')).toMatchObject({
      copy: false,
      value: 'Leave empty',
      note: 'Not given: Applied for in October',
    })
  })

  test('a mobile from abroad keeps its country code, and neither has spaces that a field could refuse', () => {
    expect(rows({ mobile: '+353850123456' })[5]).toEqual(['Contact details', 'Mobile', '+353850123456', true])
  })

  test('dates follow the format of the pack, and say that it was not confirmed', () => {
    const slashes = { ...remote20200408, cis: { ...remote20200408.cis, dateFormat: 'DD/MM/YYYY' as const } }
    const dates = cisEntrySheet(registrant, slashes).filter((field) => field.label.match(/date/i))
    expect(dates.map((field) => field.value)).toEqual(['04/07/1990', '01/04/2025', '01/03/2020', '01/03/2020'])
    expect(dates.every((field) => field.note === remote20200408.cis.dateFormatNote)).toBe(true)
  })

  test('flag values come from the pack, not from the code', () => {
    const other = structuredClone(remote20200408)
    other.cis.photoEvidence.expiresOn = '2031-12-24'
    other.cis.nonPhotoEvidence[1]!.type = 'TAC9'
    const values = cisEntrySheet(registrant, other).map((field) => field.value)
    expect(values).toContain('24-Dec-2031')
    expect(values).toContain('TAC9')
    expect(values).not.toContain('TAC2')
  })
})

describe('the registrant’s own document number', () => {
  test('has no way in: the input has no place for it', () => {
    // @ts-expect-error -- a document number is not part of the input, at no depth
    sheet({ documentNumber: '987654321' })
    // @ts-expect-error -- nor is it part of the name
    sheet({ name: { given: 'Seren', family: 'Ap Sampl', passportNumber: '987654321' } })
  })

  test('cannot appear, not even when a caller passes a whole case with the number all over it', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[1-9QX][0-9QX]{8}$/),
        fc.constantFrom('documentNumber', 'passport', 'identityDocument', 'notes'),
        (number, field) => {
          const smuggled = {
            ...registrant,
            [field]: number,
            name: { ...registrant.name, [field]: number },
            niNumber: { ...registrant.niNumber, [field]: number },
            organisation: { ...registrant.organisation, [field]: number },
          } as CisEntryInput
          const shown = cisEntrySheet(smuggled, remote20200408)
          expect(shown).toEqual(cisEntrySheet(registrant, remote20200408))
          expect(JSON.stringify(shown)).not.toContain(number)
          expect(shown.filter((one) => one.label === 'Passport number').map((one) => one.value)).toEqual(['000000000'])
        },
      ),
    )
  })
})
