import { describe, expect, test } from 'vitest'
import { readDocuments, type DocumentsValues } from '../../../../../renderer/features/steps/documents-in-person/read-documents.ts'

const none = { day: '', month: '', year: '' }
const whole: DocumentsValues = {
  on: { day: '30', month: '11', year: '2026' },
  type: 'uk-passport',
  number: '123456789',
  expiresOn: none,
  secondType: '',
  secondNumber: '',
  originals: 'yes',
  faceMatches: 'yes',
  note: '',
}
const read = (changed: Partial<DocumentsValues>) => readDocuments({ ...whole, ...changed }, '2026-11-30')

describe('documents seen face to face', () => {
  test('one document, and a second one if there is one', () => {
    expect(read({}).event?.documents).toEqual([{ type: 'uk-passport', number: '123456789' }])
    expect(read({ secondType: 'uk-photocard-licence', secondNumber: 'X1' }).event?.documents).toHaveLength(2)
  })
  test.each<[Partial<DocumentsValues>, string[]]>([
    [{ on: { day: '1', month: '12', year: '2026' } }, ['on']],
    [{ type: '' }, ['type']],
    [{ number: ' ' }, ['number']],
    [{ expiresOn: { ...none, year: '2031' } }, ['expiresOn']],
    [{ secondType: 'uk-passport' }, ['secondNumber']],
    [{ originals: '' }, ['originals']],
    [{ faceMatches: 'no' }, ['note']],
  ])('%j', (changed, expected) => expect(read(changed).problems?.map(({ name }) => name)).toEqual(expected))
})
