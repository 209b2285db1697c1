/** Acts beside the steps that the page would never send: ends, persons, notes and reminders. Part of the table of `hostile-acts.ts`. */
import fc from 'fast-check'
import { after, blank, unlisted, anotherId, wrong, but, without, before } from './wrong-fields.ts'
import type { HostileTable } from './hostile-acts.ts'

export const hostileBesides: Pick<
  HostileTable,
  | 'firstLogInConfirmed'
  | 'caseEnded'
  | 'caseReopened'
  | 'personLinked'
  | 'notSamePerson'
  | 'noteAdded'
  | 'noteWithdrawn'
  | 'reminderSent'
  | 'reminderWithdrawn'
> = {
  firstLogInConfirmed: (right, { today }) => [
    wrong('on a later day', 'not-in-time', but(right, { on: after(today) })),
    wrong('before the card arrived', 'not-in-time', but(right, { on: before(today) })),
  ],
  caseEnded: (right) => [
    wrong('no reason', 'malformed', without(right, 'note')),
    wrong('a reason that is none', 'malformed', but(right, { why: unlisted })),
  ],
  caseReopened: (right) => [wrong('case that was not ended', 'not-ended', fc.constant(right))],
  personLinked: (right) => [
    wrong('person who is not here', 'no-such-person', but(right, { personId: anotherId })),
    wrong('no reason', 'malformed', but(right, { why: blank })),
  ],
  notSamePerson: (right) => [
    wrong('person who is not here', 'no-such-person', but(right, { personId: anotherId })),
    wrong('no reason', 'malformed', but(right, { why: blank })),
  ],
  noteAdded: (right) => [wrong('no note', 'malformed', without(right, 'note'))],
  noteWithdrawn: (right) => [
    wrong('a note that is not there', 'not-on-the-list', but(right, { of: fc.integer({ min: 1_000, max: 2_000 }) })),
  ],
  reminderSent: (right, { today }) => [
    wrong('on a later day', 'not-in-time', but(right, { on: after(today) })),
    wrong('about nothing that is waited for', 'malformed', but(right, { about: fc.constant('levitation') })),
  ],
  reminderWithdrawn: (right) => [
    wrong('a reminder that is not there', 'not-on-the-list', but(right, { of: fc.integer({ min: 1_000, max: 2_000 }) })),
  ],
}
