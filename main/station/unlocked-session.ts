/**
 * From unlock to lock: opens the record of an unlocked vault and the station's settings, then the cases, and closes all of it again.
 * Nothing of this outlives a lock.
 */
import type { FreeSpace } from '../files/disk-space.ts'
import type { Finding } from '../../domain/record/findings.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { StationSettings } from '../../domain/station.ts'
import type { Output, Push, WrappedKeys } from '../../preload/contract.ts'
import { isErasureInterrupted } from '../retention/erase-due.ts'
import type { SignedInAgent } from '../ports.ts'
import { openEditionBook } from '../editions/edition-book.ts'
import { openRecord, type VaultRecord } from '../record/record.ts'
import { createRecordStore } from '../record/record-store.ts'
import type { RecordFailureCode, RecordStore } from '../record/store.ts'
import { createViewLog, type ViewLog } from '../record/view-log.ts'
import type { UnlockedVault, WrapFailureCode } from '../vault/vault.ts'
import { findingsAtOpening, noteFindings, type FindNewerBackup } from './opening-findings.ts'
import { openKeyVersionNote, type KeyVersionNote } from './key-version-note.ts'
import { closeRecord } from './close-record.ts'
import { countRefusals, type RefusalCount } from './count-refusals.ts'
import { describeUnlocked, noteEntry } from './entry.ts'
import { openRecoveryConfirmation, type RecoveryConfirmation } from './recovery-confirmation.ts'
import { openSettings, type SettingsStore } from './station-settings.ts'
import { openPorts, type OpenPortsDeps, type SessionPorts } from './session-ports.ts'

export interface UnlockedSession {
  /** Throws until `openDesk` has resolved. */
  readonly desk: SessionPorts
  /** Opens what works on the cases, which reads a line of each. To be called once. */
  openDesk(): Promise<void>
  isDeskOpen(): boolean
  /** An erasure was interrupted: it is finished by `openDesk`, before the page gets a key. */
  readonly mustFinishFirst: boolean
  readonly agent: SignedInAgent['agent']
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  /** What was not in order when the files were opened. */
  readonly findings: readonly Finding[]
  readonly store: RecordStore
  readonly views: ViewLog
  readonly refusals: RefusalCount
  readonly practice: boolean
  readonly settings: SettingsStore
  readonly recovery: RecoveryConfirmation
  readonly keyVersion: KeyVersionNote
  recoveryKeyConfirmed(): boolean
  /** Latest time in the record, for a clock that was set back. Of the cases only once the desk is open. */
  lastRecordedTime(): string
  wrapKeys(keyIds: readonly string[] | 'records'): Result<WrappedKeys, WrapFailureCode>
  unlockedAnswer(): Result<Output<'vault.unlock'>, WrapFailureCode>
  /** Notes why, signs a checkpoint and lets go of every key. Not while the desk is being opened. */
  close(why: Push<'vault.locked'>['why']): Promise<void>
}

export type UnlockedSessionDeps = OpenPortsDeps & {
  readonly folder: string
  /** Bytes free where a folder lies; the disk is asked when this is absent. */
  readonly freeSpace?: FreeSpace
  /** IANA name of the zone in which people here read the time. */
  readonly timeZone?: () => string
  readonly workerPublicKey: string
  readonly findNewerBackup?: FindNewerBackup
  /** How the vault was opened, if not by a passphrase. */
  readonly openedBy?: 'recovered' | 'restored'
  /** Present at first run only. */
  readonly firstSettings?: StationSettings
}

export type OpenSessionFailureCode = RecordFailureCode | 'settings-missing' | OpenRecordFailureCode
type OpenRecordFailureCode = Extract<Awaited<ReturnType<typeof openRecord>>, { ok: false }>['error']['code']

export async function openUnlockedSession(
  vault: UnlockedVault,
  deps: UnlockedSessionDeps,
): Promise<Result<UnlockedSession, OpenSessionFailureCode>> {
  const opened = await openRecord({
    folder: deps.folder,
    vault,
    now: deps.now,
    monotonic: deps.monotonic,
    ...(deps.timeZone ? { timeZone: deps.timeZone } : {}),
    ...(deps.giveWay ? { giveWay: deps.giveWay } : {}),
  })
  if (!opened.ok) return opened
  const record = opened.value
  const findings = await findingsAtOpening(deps, vault, record.journal)
  const store = createRecordStore({ vault, record })
  const settings = await openSettings(store, deps.firstSettings)
  if (!settings.ok) {
    await record.close()
    return settings
  }
  const recovery = await openRecoveryConfirmation({ store, vault, now: deps.now })
  const editionBook = await openEditionBook(store)
  // Settle the policy before anything that depends on it.
  const noted = await noteEntry(store, deps)
  const entered = noted.ok ? await deps.policy.settle(store) : noted
  if (!entered.ok) {
    await record.close()
    return entered
  }
  await noteFindings(store, findings)
  const { workerPublicKey, openedBy } = deps
  const keyVersion = await openKeyVersionNote({
    store,
    push: deps.push,
    vault,
    record,
    workerPublicKey,
    ...(openedBy ? { openedBy } : {}),
  })
  const wrapKeys = (keyIds: readonly string[] | 'records') => vault.wrapKeysForWorker(workerPublicKey, keyIds)
  const agent = { agentId: vault.agent.id, agentName: vault.agent.name }
  const views = createViewLog({ store, monotonic: deps.monotonic })
  const refusals = countRefusals(store)
  let desk: SessionPorts | undefined
  return ok({
    get desk() {
      if (!desk) throw new Error('the cases are not open yet')
      return desk
    },
    openDesk: async () => {
      desk = await openPorts({ agent, vault, record, store, editionBook, views, settings: settings.value }, deps)
    },
    isDeskOpen: () => desk !== undefined,
    mustFinishFirst: isErasureInterrupted(store),
    agent,
    vault,
    record,
    findings,
    store,
    views,
    refusals,
    practice: deps.practice,
    settings: settings.value,
    recovery,
    keyVersion,
    wrapKeys,
    recoveryKeyConfirmed: recovery.isConfirmed,
    lastRecordedTime: () => [desk?.cases.lastTime() ?? '', record.clock().latest].sort().at(-1)!,
    unlockedAnswer: () =>
      describeUnlocked({ agent, vault, store, editionBook, erasedRows: desk?.retention.erasedRows() ?? 0 }, wrapKeys('records')),
    close: async (why) => {
      await desk?.cim.stop()
      await desk?.retention.stop()
      await closeRecord({ refusals, store, record }, why)
      vault.lock()
    },
  })
}
