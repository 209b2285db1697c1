/** What a backup needs of the signed-in session. The session of `main/station` satisfies it. */
import type { KeyEnds } from '../../domain/retention/due.ts'
import type { VaultRecord } from '../record/record.ts'
import type { RecordStore } from '../record/store.ts'
import type { UnlockedVault } from '../vault/vault.ts'

/** The facts of a case that say whether its card waits for a passcode. */
export interface CardFacts {
  readonly liveCard?: { readonly passcodeId?: string | undefined } | undefined
  readonly firstLogIn?: unknown
  readonly passcodeSettled?: { readonly arrived: boolean } | undefined
}

export interface CaseWithCard {
  readonly record: { readonly caseReference: string }
  readonly view: { readonly facts: CardFacts }
}

export interface BackupSession {
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  recoveryKeyConfirmed(): boolean
  readonly desk: {
    settings(): { readonly serviceProvider: { readonly name: string } }
    readonly store: Pick<RecordStore, 'commit' | 'ids' | 'has'>
    readonly cases: {
      get(caseId: string): Promise<CaseWithCard | undefined>
      /** Instant of the last change to any case. */
      lastTime(): string
    }
    readonly retention: { keyEnds(caseId: string): KeyEnds }
  }
}

/**
 * Cases whose card has to be replaced: the card is written and not cancelled, its passcode never reached the registrant, and the
 * passcode is not in custody. So it is after a restore, because a backup holds no passcode.
 */
export async function findCardsToReplace({
  desk,
}: Pick<BackupSession, 'desk'>): Promise<{ readonly caseId: string; readonly caseReference: string }[]> {
  const found = []
  for (const caseId of desk.store.ids('cases')) {
    const open = await desk.cases.get(caseId)
    const { liveCard, firstLogIn, passcodeSettled } = open?.view.facts ?? {}
    if (open && liveCard?.passcodeId && !firstLogIn && !passcodeSettled?.arrived && !desk.store.has('secrets', liveCard.passcodeId))
      found.push({ caseId, caseReference: open.record.caseReference })
  }
  return found
}
