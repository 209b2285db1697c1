import { describe, expect, test } from 'vitest'
import { mayWorkOn, rolesOfEvent, rolesOfEventWith, rolesOfStep } from '../../../domain/case/act-roles.ts'
import { agentEventKinds, journeyRules } from '../../../domain/case/events.ts'
import { stepIds } from '../../../domain/case/steps.ts'

describe('roles of acts', () => {
  const ofCheckers = [
    'requestReceived',
    'detailsRecorded',
    'itemsAskedFor',
    'itemsChecked',
    'identityDocumentAttached',
    'identityDocumentAssessed',
    'photographAttached',
    'photographAssessed',
    'likenessConfirmed',
    'callArranged',
    'documentShown',
    'callEnded',
    'documentsSeenInPerson',
    'noteAdded',
    'noteWithdrawn',
    'reminderSent',
    'reminderWithdrawn',
  ]
  test('an ID checker records what leads up to the end of the call, reminders and notes', () =>
    expect(agentEventKinds.filter((kind) => rolesOfEvent(kind).includes('idChecker')).sort()).toEqual([...ofCheckers].sort()))

  test('RA managers and RA agents record every other act of a screen', () => {
    for (const kind of agentEventKinds.filter((one) => one !== 'oldCardOverridden'))
      expect(rolesOfEvent(kind), kind).toEqual(expect.arrayContaining(['raManager', 'raAgent']))
  })

  test('only an RA manager lets a replacement be posted before the old card is cancelled', () =>
    expect(rolesOfEvent('oldCardOverridden')).toEqual(['raManager']))

  test('what main alone records is recorded by no role', () => {
    for (const [kind, { by }] of journeyRules.events) if (by === 'main') expect(rolesOfEventWith(journeyRules, kind), kind).toEqual([])
    expect(rolesOfEventWith(journeyRules, 'noSuchEvent')).toEqual([])
  })

  test('an ID checker touches no card and no passcode', () => {
    const closed = ['cis', 'write-card', 'print-card', 'label', 'manifest', 'posted', 'arrival', 'text-passcode', 'access', 'first-log-in']
    expect(stepIds.filter((id) => !mayWorkOn('idChecker', id)).sort()).toEqual(
      [
        ...closed,
        'known-identity',
        'delivery-details',
        'arrange-meeting',
        'cis-updated',
        'replacement',
        'cancel-old-card',
        'access-unchanged',
      ].sort(),
    )
  })

  test('the roles of a step are those that work on it', () => {
    expect(rolesOfStep('request')).toEqual(['raManager', 'raAgent', 'idChecker'])
    expect(rolesOfStep('write-card')).toEqual(['raManager', 'raAgent'])
  })

  test('every step has a role that works on it', () => {
    for (const id of stepIds) expect(mayWorkOn('raAgent', id), id).toBe(true)
  })
})
