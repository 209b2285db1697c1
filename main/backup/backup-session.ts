/** What a backup needs of the signed-in session. The session of `main/station` satisfies it. */
import type { KeyEnds } from '../../domain/retention/due.ts'
import type { VaultRecord } from '../record/record.ts'
import type { RecordStore } from '../record/store.ts'
import type { UnlockedVault } from '../vault/vault.ts'

export interface BackupSession {
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  recoveryKeyConfirmed(): boolean
  readonly desk: {
    settings(): { readonly serviceProvider: { readonly name: string } }
    readonly store: Pick<RecordStore, 'commit' | 'has'>
    readonly cases: {
      /** Cases whose card is written and whose passcode has not arrived. */
      waitingPasscodes(): readonly { readonly caseId: string; readonly caseReference: string; readonly custodyId: string }[]
      /** Instant of the last change to any case. */
      lastTime(): string
    }
    readonly retention: {
      keyEnds(caseId: string, daysLater?: number): KeyEnds
      /** Text that changes when the limits of retention do. */
      limits(): string
    }
  }
}

/**
 * Cases whose card has to be replaced: the card is written and not cancelled, its passcode never reached the registrant, and the
 * passcode is not in custody. So it is after a restore, because a backup holds no passcode.
 */
export function findCardsToReplace({
  desk,
}: Pick<BackupSession, 'desk'>): readonly { readonly caseId: string; readonly caseReference: string }[] {
  return desk.cases
    .waitingPasscodes()
    .filter(({ custodyId }) => !desk.store.has('secrets', custodyId))
    .map(({ caseId, caseReference }) => ({ caseId, caseReference }))
}
