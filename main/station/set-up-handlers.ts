/** What the set-up still lacks, for the list on the work list. */
import { listSetUpLeft, shownSetUp, type SetUpItem } from '../../domain/station/set-up-left.ts'
import { ok } from '../../domain/result.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { setUpChannels } from '../../preload/contract/set-up.ts'
import type { UnlockedSession } from './unlocked-session.ts'

/** What an agent of this computer does not want to be reminded of. */
export interface DismissedSetUp {
  read(): readonly string[]
  write(dismissed: readonly SetUpItem[]): void
}

export interface SetUpHandlerDeps {
  readonly session: () => Pick<UnlockedSession, 'settings' | 'recoveryKeyConfirmed'>
  readonly backupFolder: () => string | undefined
  readonly practice: boolean
  readonly dismissedSetUp: DismissedSetUp
}

export function setUpHandlers({
  session,
  backupFolder,
  practice,
  dismissedSetUp,
}: SetUpHandlerDeps): Pick<Handlers, keyof typeof setUpChannels> {
  const left = () => {
    const { settings, recoveryKeyConfirmed } = session()
    return listSetUpLeft({
      settings: settings.current().settings,
      recoveryKeyConfirmed: recoveryKeyConfirmed(),
      hasBackupFolder: backupFolder() !== undefined,
      practice,
    })
  }
  return {
    'setUp.left': async () => ok({ left: [...shownSetUp(left(), dismissedSetUp.read())] }),
    'setUp.dismiss': async () => {
      dismissedSetUp.write(left())
      return ok({})
    },
  }
}
