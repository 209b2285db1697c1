import { describe, expect, test } from 'vitest'
import { agentEvent } from '../../../../../domain/case/events.ts'
import { describeDocument } from '../../../../../domain/guidance/documents.ts'
import { remote20200408 as edition } from '../../../../../domain/guidance/editions/remote-2020-04-08.ts'
import {
  documentValues,
  hasPhotograph,
  readDocument,
  type DocumentValues,
} from '../../../../../renderer/features/steps/identity-document/read-document.ts'
import { evidenceOf } from '../../../../fixtures/journey-events.ts'

const { evidenceId } = evidenceOf(3)
const details = { name: { given: 'Ŵyn', family: 'Sampleton' }, dateOfBirth: '1990-07-04' }
const shown = { pages: 1, incomplete: [] }
const context = { edition, evidenceId, today: '2026-11-23', registrant: details, shown }
const empty = documentValues(edition, undefined)
const passport: DocumentValues = {
  ...empty,
  documentType: 'uk-passport',
  number: '999 000 111',
  expiresOn: { day: '1', month: '1', year: '2031' },
  outcome: 'accepted',
}
const fields = (values: DocumentValues) => readDocument(values, context).problems?.map(({ name }) => name)

describe('identity document', () => {
  test('is accepted with its number and date', () => {
    expect(agentEvent.parse(readDocument(passport, context).event)).toEqual({
      kind: 'identityDocumentAssessed',
      evidenceId,
      outcome: 'accepted',
      documentType: 'uk-passport',
      documentNumber: '999000111',
      expiresOn: '2031-01-01',
      shown,
    })
  })

  test.each(edition.photoDocuments.documents.map(({ id, number }) => [id, number] as const))(
    '%s never takes the CIS flag value as a number',
    (documentType) => {
      expect(fields({ ...passport, documentType, number: '000 000 000', note: 'x' })).toEqual(['number'])
    },
  )

  test('that has expired is accepted only with a note', () => {
    const expired = { ...passport, expiresOn: { day: '22', month: '11', year: '2026' } }
    expect(fields(expired)).toEqual(['note'])
    expect(readDocument(expired, context).warnings[0]).toContain('expired on 22 November 2026')
    expect(readDocument({ ...expired, note: 'Renewed, receipt seen' }, context).event).toBeDefined()
    expect(fields({ ...passport, expiresOn: { day: '23', month: '11', year: '2026' } })).toBeUndefined()
  })

  test('that is only on the NHS Employers list is accepted only with a note', () => {
    expect(fields({ ...passport, documentType: 'pass-card', number: 'P1' })).toEqual(['note'])
  })

  test('can be rejected when unreadable, but not without a reason', () => {
    expect(fields({ ...empty, outcome: 'rejected' })).toEqual(['reasons'])
    expect(fields({ ...empty, outcome: 'rejected', reasons: ['other'] })).toEqual(['note'])
    expect(fields({ ...empty, outcome: 'rejected', reasons: ['other'], note: 'A hotel key' })).toBeUndefined()
    expect(agentEvent.parse(readDocument({ ...empty, outcome: 'rejected', reasons: ['blurred'] }, context).event)).toEqual({
      kind: 'identityDocumentAssessed',
      evidenceId,
      outcome: 'rejected',
      reasons: ['blurred'],
      shown,
    })
  })

  test('reports everything that is missing', () => {
    expect(fields({ ...empty, outcome: 'accepted' })).toEqual(['documentType', 'expiresOn'])
    expect(fields(empty)).toEqual(['outcome'])
    expect(fields({ ...passport, number: '' })).toEqual(['number'])
  })

  test('a driving licence is compared with what was entered', () => {
    const licence = { ...passport, documentType: 'uk-driving-licence', number: 'SAMPL 907040 W99AB' }
    expect(readDocument(licence, context).comparisons.map(({ what, weight }) => [what, weight])).toEqual([
      ['Surname', 'same'],
      ['Date of birth', 'same'],
      ['Initials', 'same'],
    ])
    expect(readDocument({ ...licence, number: 'OTHER 907050 W99AB' }, context).comparisons.map(({ weight }) => weight)).toEqual([
      'differs',
      'differs',
      'same',
    ])
    expect(readDocument(licence, { ...context, registrant: undefined }).comparisons).toEqual([])
  })

  test('the lines of a passport are compared; lines that cannot be read say why and never stop the decision', () => {
    const zone = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'
    const values = { ...passport, documentType: 'other-passport', number: 'L898902C3', zone }
    const anna = { ...context, registrant: { name: { given: 'Anna Maria', family: 'Eriksson' }, dateOfBirth: '1974-08-12' } }
    expect(readDocument(values, anna).comparisons.map(({ what, weight }) => [what, weight])).toEqual([
      ['Family name', 'same'],
      ['Given names', 'same'],
      ['Date of birth', 'same'],
      ['Document number', 'same'],
      ['Expiry date', 'differs'],
    ])
    for (const [wrong, words] of [
      [zone.replace('L898902C36', 'L898902C37'), /not compared\. A check digit is not right/],
      [zone.replace('ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'ANNA<MARIA'), /not compared\. Line 1 has 25 of 44 characters/],
      [zone.replace(/0$/, ''), /not compared\. Line 2 has 43 of 44 characters/],
      ['see the scan', /not compared\./],
    ] as const) {
      const read = readDocument({ ...values, zone: wrong }, anna)
      expect(read.problems).toBeUndefined()
      expect(read.event).toMatchObject({ outcome: 'accepted' })
      expect(read.event).not.toHaveProperty('zone')
      expect(read.warnings.join(' ')).toMatch(words)
    }
  })

  test('lines that were read are kept for the next time, and not the lines themselves', () => {
    const zone = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'
    const expiresOn = { day: '15', month: '4', year: '2012' }
    const values = { ...passport, documentType: 'other-passport', number: 'L898902C3', note: 'x', expiresOn, zone }
    const { event } = readDocument(values, { ...context, registrant: undefined })
    expect(agentEvent.parse(event)).toEqual(event)
    expect(event?.zone).toEqual({
      family: 'ERIKSSON',
      given: 'ANNA MARIA',
      namesMayBeCut: false,
      number: 'L898902C3',
      dateOfBirth: '1974-08-12',
      expiresOn: '2012-04-15',
    })
    const later = readDocument({ ...values, zone: '' }, { ...context, zoneKept: event?.zone })
    expect(later.differences.map(({ what }) => what)).toEqual(['Family name', 'Given names', 'Date of birth'])
    expect(later.problems).toHaveLength(3)
  })

  test('that was not shown can only be rejected', () => {
    const unseen = { ...context, shown: undefined }
    expect(readDocument(passport, unseen).problems?.map(({ name }) => name)).toEqual(['outcome'])
    expect(readDocument({ ...empty, outcome: 'rejected', reasons: ['blurred'] }, unseen).event).toBeDefined()
  })

  test('of which a part was not shown is accepted only when the agent says how they saw it', () => {
    const partly = { ...context, shown: { pages: 2, incomplete: [2] } }
    expect(readDocument(passport, partly).problems?.map(({ name }) => name)).toEqual(['seenOtherwise'])
    const { event } = readDocument({ ...passport, seenOtherwise: ' Opened from the email ' }, partly)
    expect(agentEvent.parse(event)).toMatchObject({ shown: partly.shown, seenOtherwise: 'Opened from the email' })
  })
})

describe('identity document: none with a photograph', () => {
  const none: DocumentValues = {
    ...empty,
    kind: 'no-photo',
    identityDocuments: ['birth-certificate', 'other'],
    addressDocuments: ['council-tax', 'other'],
    countersigned: edition.noPhotoDocuments.countersignature.map((_words, index) => String(index)),
    outcome: 'accepted',
    note: 'Countersigned by an invented teacher',
  }

  test('the chosen documents are recorded together and open again', () => {
    const { event } = readDocument(none, context)
    expect(agentEvent.parse(event)).toEqual(event)
    expect(documentValues(edition, event)).toMatchObject({
      kind: 'no-photo',
      documentType: '',
      identityDocuments: ['birth-certificate', 'other'],
      addressDocuments: ['council-tax', 'other'],
    })
    expect(hasPhotograph(event?.documentType)).toBe(false)
    expect(describeDocument(edition, event?.documentType)).toContain('Full birth certificate')
  })

  test('every list and every check is needed', () => {
    expect(fields({ ...none, identityDocuments: [], addressDocuments: [], countersigned: ['0'], note: '' })).toEqual([
      'identityDocuments',
      'addressDocuments',
      'countersigned',
      'note',
    ])
  })

  test('all documents of both lists are too many for the event; six are not', () => {
    const all = {
      ...none,
      identityDocuments: edition.noPhotoDocuments.identity.map(({ id }) => id),
      addressDocuments: edition.noPhotoDocuments.address.map(({ id }) => id),
    }
    expect(fields(all)).toEqual(['identityDocuments'])
    expect(
      agentEvent.safeParse(
        readDocument(
          { ...all, identityDocuments: all.identityDocuments.slice(0, 3), addressDocuments: all.addressDocuments.slice(0, 3) },
          context,
        ).event,
      ).success,
    ).toBe(true)
  })
})

test('identity document: whether it has a photograph', () => {
  expect(hasPhotograph('uk-passport')).toBe(true)
  expect(describeDocument(edition, 'uk-passport')).toBe('UK passport')
  expect(describeDocument(edition, undefined)).toBe('Not recorded')
})
