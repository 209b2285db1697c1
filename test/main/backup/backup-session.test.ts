import { expect, test } from 'vitest'
import { findCardsToReplace, type BackupSession, type CardFacts } from '../../../main/backup/backup-session.ts'

/** One case with these facts; `inCustody`: ids of secrets that are there. */
async function found(facts: CardFacts | undefined, inCustody: readonly string[] = []) {
  const desk = {
    store: { ids: () => ['a'], has: (table: string, id: string) => table === 'secrets' && inCustody.includes(id) },
    cases: { get: async () => facts && { record: { caseReference: 'RA-1' }, view: { facts } } },
  } as unknown as BackupSession['desk']
  return (await findCardsToReplace({ desk })).length === 1
}
const liveCard = { passcodeId: 'passcode' }

test.each<[string, CardFacts | undefined, readonly string[], boolean]>([
  ['written, and its passcode is nowhere', { liveCard }, [], true],
  ['its passcode is in custody', { liveCard }, ['passcode'], false],
  ['only another secret is in custody', { liveCard }, ['puk'], true],
  ['the registrant has logged in', { liveCard, firstLogIn: {} }, [], false],
  ['the passcode arrived', { liveCard, passcodeSettled: { arrived: true } }, [], false],
  ['the passcode was sent and did not arrive', { liveCard, passcodeSettled: { arrived: false } }, [], true],
  ['no card', {}, [], false],
  ['a card without a passcode of ours', { liveCard: {} }, [], false],
  ['a case that cannot be opened', undefined, [], false],
])('card to replace after a restore, %s: %4$s', async (_, facts, inCustody, expected) => {
  expect(await found(facts, inCustody)).toBe(expected)
})
