import { expect, test } from 'vitest'
import { findCardsToReplace, type BackupSession } from '../../../main/backup/backup-session.ts'

const waiting = [
  { caseId: 'a', caseReference: 'RA-1', custodyId: 'passcode-a' },
  { caseId: 'b', caseReference: 'RA-2', custodyId: 'passcode-b' },
]

/** References of the cards to replace; `inCustody`: ids of secrets that are there. */
function found(inCustody: readonly string[]) {
  const desk = {
    store: { has: (table: string, id: string) => table === 'secrets' && inCustody.includes(id) },
    cases: { waitingPasscodes: () => waiting },
  } as unknown as BackupSession['desk']
  return findCardsToReplace({ desk }).map(({ caseReference }) => caseReference)
}

test.each<[string, readonly string[], readonly string[]]>([
  ['both passcodes are in custody', ['passcode-a', 'passcode-b'], []],
  ['one passcode is nowhere', ['passcode-b'], ['RA-1']],
  ['only another secret is in custody', ['puk-a'], ['RA-1', 'RA-2']],
])('card to replace after a restore: %s', (_, inCustody, expected) => {
  expect(found(inCustody)).toEqual(expected)
})
