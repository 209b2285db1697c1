/** What the backup scheduler remembers: the folder, the results of the last backup and restore test, and what is under way now. */
import type { BaseBackup } from '../../domain/backup/base.ts'
import type { Policy } from '../../domain/station/policy.ts'
import type { BackupView } from '../../preload/contract/backup.ts'

/** Kept outside the vault, for this computer: where backups go and the last results. Of cases it holds only how many there are. */
export interface BackupMemory extends Pick<BackupView, 'folder' | 'last' | 'failure' | 'drill' | 'erased'> {
  /** The folder into which RA Desk put its mark last. Absent in settings of before there were marks. */
  readonly marked?: string | undefined
  /** Whole backups that further ones can continue, newest first. */
  readonly bases?: BaseBackup[] | undefined
}
export type ErasedProgress = NonNullable<BackupMemory['erased']>

export interface BackupStateDeps {
  readonly memory: { read(): BackupMemory; write(memory: BackupMemory): void }
  readonly policy: { readonly policy: Pick<Policy, 'backupFolder'> }
  readonly changed: (view: BackupView) => void
  readonly monotonic: () => number
}

export interface BackupState {
  /** The folder that the policy names, or else the one that the agent chose. */
  target(): string | undefined
  memory(): BackupMemory
  /** How much of what was erased here older backups have been cleared of. */
  erased(): ErasedProgress
  view(): BackupView
  /** Changes the memory and tells the page. An `undefined` value removes its field. */
  remember(change: Partial<Record<keyof BackupMemory, unknown>>): void
  isBusy(): boolean
  setBusy(busy: BackupView['busy']): void
  /** 0 to 1. */
  setProgress(done: number): void
  /** After a failure: no automatic attempt for a while. */
  postpone(): void
  isPostponed(): boolean
  stopPostponing(): void
}

/** After a failure the next automatic attempt waits this long. */
const RETRY_AFTER_MILLISECONDS = 15 * 60_000

export function createBackupState(deps: BackupStateDeps): BackupState {
  let busy: BackupView['busy'] = 'no'
  let progress: number | undefined
  let notBefore = Number.NEGATIVE_INFINITY
  const target = (): string | undefined => deps.policy.policy.backupFolder ?? deps.memory.read().folder
  const view = (): BackupView => {
    const { last, failure, drill, erased } = deps.memory.read()
    const folder = target()
    return {
      busy,
      ...(folder ? { folder } : {}),
      ...(progress === undefined ? {} : { progress }),
      ...(last ? { last } : {}),
      ...(failure ? { failure } : {}),
      ...(drill ? { drill } : {}),
      ...(erased ? { erased } : {}),
    }
  }
  return {
    target,
    view,
    memory: () => deps.memory.read(),
    erased: () => deps.memory.read().erased ?? { coveredTo: 0, clearedTo: 0 },
    remember(change) {
      const next = { ...deps.memory.read(), ...change } as Record<string, unknown>
      deps.memory.write(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as BackupMemory)
      deps.changed(view())
    },
    isBusy: () => busy !== 'no',
    setBusy(now) {
      busy = now
      if (now === 'no') progress = undefined
      deps.changed(view())
    },
    setProgress(done) {
      progress = done
      deps.changed(view())
    },
    postpone() {
      notBefore = deps.monotonic() + RETRY_AFTER_MILLISECONDS
    },
    isPostponed: () => deps.monotonic() < notBefore,
    stopPostponing() {
      notBefore = Number.NEGATIVE_INFINITY
    },
  }
}
