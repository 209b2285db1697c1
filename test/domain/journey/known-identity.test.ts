import { describe, expect, test } from 'vitest'
import { codeAsFirst, elsewhere, provedElsewhere2026, remote20200408, viewAfter, worldOn } from '../../support/ask-case.ts'

const known = elsewhere.identityProvedElsewhere
const by = (proof: object) => ({ ...known, proof: { ...known.proof, ...proof } })
const withoutReference = { where: known.proof.where, on: known.proof.on }

describe('identity proved elsewhere', () => {
  test.each([
    ['with Care ID and its reference', known, undefined],
    ['with Care ID without its reference', { ...known, proof: withoutReference }, 'document-incomplete'],
    ['face to face, which has no reference', { ...known, proof: { ...withoutReference, where: 'face-to-face' } }, undefined],
    ['by a kind of proof that is not on the list', by({ where: 'hearsay' }), 'not-on-the-list'],
    ['on a later day', by({ on: '2026-12-01' }), 'not-in-time'],
    ['with a UUID of zeros', { ...known, uuid: '000000000000' }, 'flag-value'],
    ['with a UUID of one digit', { ...known, uuid: '777777777777' }, 'flag-value'],
  ])('%s: %s', (_name, event, code) => expect(codeAsFirst(event, provedElsewhere2026)).toBe(code))

  test('with the UUID of another case names that case', () => {
    const world = worldOn('2026-11-30', { otherCaseWithUuid: (uuid) => (uuid === known.uuid ? 'RA-7K3M-2' : undefined) })
    expect(codeAsFirst(known, provedElsewhere2026, world)).toBe('uuid-taken')
  })

  test('begins no case of the remote edition', () => expect(codeAsFirst(known, remote20200408)).toBe('cannot-start-yet'))

  test('says who the case is about, for which organisation and with which UUID', () =>
    expect(viewAfter([known], provedElsewhere2026).facts).toMatchObject({
      uuid: known.uuid,
      organisation: known.organisation,
      registrant: { name: known.name, nameOnCard: known.nameOnCard },
    }))
})
