/** One run of the backup scheduler: what makes a backup and what tests one are given. */
import type { GiveWay } from '../../domain/agent-first.ts'
import type { BaseBackup } from '../../domain/backup/base.ts'
import type { FolderRemembered } from '../../domain/backup/folder-identity.ts'
import type { KeyEnds } from '../../domain/retention/due.ts'
import type { RandomBytes } from '../files/random-id.ts'
import type { VaultRecord } from '../record/record.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { BackupSession } from './backup-session.ts'
import type { BackupState } from './backup-state.ts'

export interface BackupTaskDeps {
  /** The app's data folder. */
  readonly folder: string
  readonly now: () => Date
  readonly monotonic: () => number
  readonly randomBytes: RandomBytes
  readonly version: string
  readonly practice: boolean
  /** For what runs in the background: lets the agent's work go first. */
  readonly giveWay?: GiveWay
}

export interface BackupTask {
  readonly deps: BackupTaskDeps
  readonly state: BackupState
  readonly session: BackupSession
  /** The folder for backups. */
  readonly target: string
  /** False once RA Desk is being locked: stop, and leave nothing behind. */
  readonly isWanted: () => boolean
}

/** For writing one backup. */
export interface BackupDeps {
  /** The app's data folder. */
  readonly folder: string
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  /** The folder for backups. It is never created here. */
  readonly target: string
  /** What is known of that folder from before. */
  readonly remembered: FolderRemembered
  readonly stationName: string
  readonly practice: boolean
  readonly appVersion: string
  /** From which day a restore must not bring the keys of a case back. */
  readonly keyEnds: (caseId: string, daysLater?: number) => KeyEnds
  /** The whole backup whose changes are enough, unless there are too many. Absent: a whole one is written. */
  readonly base?: BaseBackup
  readonly now: () => Date
  /** 0 to 1. */
  readonly onProgress?: (done: number) => void
  /** Asked between pieces. Once false, the backup stops and leaves no file. */
  readonly isWanted?: () => boolean
}
