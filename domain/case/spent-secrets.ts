/** Which secrets in custody a case speaks of, and which it has no more use for: those must be gone, whatever happened when they should have been destroyed. */
import type { CaseFacts } from './facts.ts'

export function findSpentSecrets(facts: CaseFacts): string[] {
  // No card is issued from a case that stopped or was ended.
  const stopped = facts.outcome?.outcome === 'not-matched' || facts.ended !== undefined
  const phoneCodes = facts.phoneCodes
    .filter((set, index) => stopped || (set.result !== 'waiting' && set.result !== 'different') || index < facts.phoneCodes.length - 1)
    .map((set) => set.custodyId)
  const dead = facts.cards
    .filter(
      (card) => stopped || card.state === 'spoiled' || card.state === 'unknown' || card.state === 'refused' || card.state === 'replaced',
    )
    .flatMap((card) => [card.passcodeId, card.pukId])
  const { liveCard } = facts
  const released = liveCard && (facts.passcodeSettled?.arrived || facts.firstLogIn) ? [liveCard.passcodeId] : []
  const closed = liveCard && facts.firstLogIn ? [liveCard.pukId] : []
  // The other workstation has signed that it has them, sealed under keys of its own.
  const gone = facts.custody?.state === 'gone' ? facts.custody.secrets : []
  return [...phoneCodes, ...dead, ...released, ...closed, ...gone].filter((id) => id !== undefined)
}

/** Every secret that the case names, spent or not. One that no case names was drawn, and then the app ended before it was of any use. */
export function findNamedSecrets(facts: CaseFacts): string[] {
  return [
    ...facts.phoneCodes.map(({ custodyId }) => custodyId),
    ...facts.cards.flatMap(({ passcodeId, pukId }) => [passcodeId, pukId]),
  ].filter((id) => id !== undefined)
}
