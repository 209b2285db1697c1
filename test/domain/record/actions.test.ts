import { describe, expect, test } from 'vitest'
import { journeyRules } from '../../../domain/case/events.ts'
import { actionKinds, describeAction, isSignedAction, kindOfAction, zoneName } from '../../../domain/record/actions.ts'
import { auditEntry } from '../../../domain/record/audit-entry.ts'
import { findingKinds } from '../../../domain/record/findings.ts'
import { verdicts } from '../../../preload/contract/database.ts'

const hyphened = (kind: string): string => kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

describe('entries in words', () => {
  test.each([...journeyRules.events.keys()].map(hyphened))('%s has words of its own', (action) => {
    const plain = action.replaceAll('-', ' ')
    expect(describeAction(action).toLowerCase()).not.toBe(plain)
  })

  test.each([
    ['locked idle', 'RA Desk was locked, because it was not in use'],
    ['document-saved manifest-pdf', 'Saved a document, posting list (PDF)'],
    ['document-printed label', 'Sent a document to a printer, label'],
    ['document-saved manifest-json', 'Saved a document, posting list for another system'],
    ['unlock-failed times-1', 'Wrong passphrases before this, once'],
    ['unlock-failed times-12', 'Wrong passphrases before this, 12 times'],
    ['checkpoint-made day-end size-214', 'Signed a checkpoint, at the end of the day, over 214 entries'],
    ['clock-set-back seconds-1', 'The clock of this computer was set back, by 1 second'],
    ['clock-set-back seconds-7200', 'The clock of this computer was set back, by 2 hours'],
    ['clock-set-back seconds-259200', 'The clock of this computer was set back, by 3 days'],
    ['unlocked Europe--London', 'Unlocked RA Desk, time zone Europe/London'],
    ['something-of-a-later-version', 'Something of a later version'],
    ['requestReceived detailsRecorded', 'Request received, details recorded'],
  ])('%s: %s', (action, words) => expect(describeAction(action)).toBe(words))

  test.each([
    ...findingKinds,
    ...verdicts.filter((verdict) => verdict !== 'in-order' && verdict !== 'behind').map((verdict) => `database-${verdict}`),
    'database-rebuilt',
  ])('what was found at opening has words of its own: %s', (action) => {
    expect(kindOfAction(action)).toBe('record')
    expect(describeAction(action).toLowerCase()).not.toBe(action.replaceAll('-', ' '))
  })

  test('every kind that is shown is one of the list, and an unknown act is not hidden among none', () => {
    for (const action of ['posted', 'case-viewed', 'locked idle', 'unknown-act'])
      expect(actionKinds.map(({ id }) => id)).toContain(kindOfAction(action))
  })

  test.each([
    ['passcode-texted', true],
    ['manifest-closed', true],
    ['record-exported', true],
    ['note-added', false],
    ['case-viewed', false],
  ])('%s signed: %s', (action, signed) => {
    expect(isSignedAction(action)).toBe(signed)
  })

  test('every time zone may stand in an entry', () => {
    for (const zone of [...Intl.supportedValuesOf('timeZone'), 'Etc/GMT+3', 'UTC'])
      expect(auditEntry.shape.action.safeParse(`unlocked ${zoneName(zone)}`).success, zone).toBe(true)
  })
})
