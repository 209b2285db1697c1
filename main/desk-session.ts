/**
 * From unlock to lock: opens the record of an unlocked vault, the cases in it and the station's settings, and closes all of it again.
 * Nothing of this outlives a lock.
 */
import { z } from 'zod'
import { getGuidancePack } from '../domain/guidance/index.ts'
import { err, ok, type Failure, type Result } from '../domain/result.ts'
import { stationSettings, type StationSettings } from '../domain/station.ts'
import type { Output, WrappedKeys } from '../preload/contract.ts'
import { createCaseStore } from './record/case-store.ts'
import { openRecord, type VaultRecord } from './record/record.ts'
import { createRecordStore } from './record/record-store.ts'
import type { RecordStore, RowToSeal } from './record/store.ts'
import type { DeskContext } from './use-cases/desk-context.ts'
import { openCustody } from './vault/custody.ts'
import type { UnlockedVault } from './vault/vault.ts'

const STATION_ROW = 'station'
const RECOVERY_ROW = 'recovery'
const storedSettings = z.strictObject({ rev: z.number().int().positive(), settings: stationSettings })
type Stored = z.infer<typeof storedSettings>

export interface DeskSession {
  readonly desk: DeskContext
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  readonly settings: () => Stored
  recoveryKeyConfirmed(): boolean
  /** The agent typed a group of the printed recovery key back. */
  confirmRecoveryKey(): Promise<Result<void>>
  /** Latest time in the record, for a clock that was set back. */
  lastRecordedTime(): string
  saveSettings(settings: StationSettings, expectedRev: number): Promise<Result<Output<'station.save'>>>
  wrapKeys(keyIds: readonly string[] | 'all'): Result<WrappedKeys>
  unlockedAnswer(): Result<Output<'vault.unlock'>>
  close(): Promise<void>
}

export interface SessionParts extends Omit<DeskContext, 'agent' | 'store' | 'cases' | 'custody' | 'pack' | 'settings'> {
  readonly folder: string
  readonly guidancePack: string
  readonly monotonic: () => number
  readonly workerPublicKey: string
  /** Present at first run only. */
  readonly firstSettings?: StationSettings
}

export async function openDeskSession(vault: UnlockedVault, parts: SessionParts): Promise<Result<DeskSession>> {
  const opened = await openRecord({ folder: parts.folder, vault, now: parts.now, monotonic: parts.monotonic })
  if (!opened.ok) return opened
  const record = opened.value
  const store = createRecordStore({ vault, record })
  const read = await readSettings(store, parts.firstSettings)
  if (!read.ok) {
    await record.close()
    return read
  }
  let station = read.value
  let recoveryKeyConfirmed = store.has('station', RECOVERY_ROW)
  const agent = { agentId: vault.agent.id, agentName: vault.agent.name }
  const custody = await openCustody({ vault, record, randomBytes: parts.randomBytes })
  const cases = await createCaseStore({
    store, agent, now: parts.now, newId: parts.newId, newReference: () => drawCaseReference(parts.randomInt), guidancePack: parts.guidancePack, practice: parts.practice,
  })
  const { torn } = record.journal
  if (torn) await store.commit([], { action: 'journal-tail-set-aside', detail: { kind: torn.kind, bytes: torn.bytes } })
  for (const { kind, file, frames } of [...vault.findings, ...record.journal.findings]) await store.commit([], { action: kind, detail: { file, frames } })
  for (const custodyId of cases.spentSecrets()) await custody.destroy(custodyId)
  const { workerPublicKey } = parts
  const desk: DeskContext = { ...parts, agent, store, cases, custody, pack: getGuidancePack(parts.guidancePack), settings: () => station.settings }
  async function save(next: Stored, action: string): Promise<Result<Output<'station.save'>>> {
    const saved = await store.commit([stationRow(next)], { action })
    if (!saved.ok) return saved
    station = next
    return ok({ rev: next.rev, rows: saved.value.rows, lastSeq: saved.value.lastSeq })
  }

  const wrapKeys = (keyIds: readonly string[] | 'all'): Result<WrappedKeys> => vault.wrapKeysForWorker(workerPublicKey, keyIds)
  return ok({
    desk, vault, record, wrapKeys,
    settings: () => station,
    saveSettings: async (settings, expectedRev) => {
      if (expectedRev !== station.rev) return err('stale', 'The settings were changed elsewhere since they were opened.', 'Look at them again, then repeat the change.')
      return save({ rev: station.rev + 1, settings }, 'settings-saved')
    },
    recoveryKeyConfirmed: () => recoveryKeyConfirmed,
    confirmRecoveryKey: async () => {
      const saved = await store.commit([{ table: 'station', id: RECOVERY_ROW, rev: 1, keyId: 'records', value: { confirmedAt: parts.now().toISOString() } }], { action: 'recovery-key-confirmed' })
      if (!saved.ok) return saved
      recoveryKeyConfirmed = true
      return ok()
    },
    lastRecordedTime: () => cases.lastTime(),
    unlockedAnswer: () => {
      const keys = wrapKeys('all')
      const { torn } = record.journal
      return keys.ok ? ok({
        session: { ...agent, vaultId: vault.vaultId }, keys: keys.value, recordsKeyId: vault.recordsKeyId, lastSeq: store.lastSeq(),
        ...(torn ? { tornTail: { kind: torn.kind, bytes: torn.bytes } } : {}),
      }) : keys
    },
    close: async () => {
      await record.close()
      vault.lock()
    },
  })
}

const stationRow = (value: Stored): RowToSeal => ({ table: 'station', id: STATION_ROW, rev: value.rev, keyId: 'records', value })

async function readSettings(store: RecordStore, first: StationSettings | undefined): Promise<Result<Stored>> {
  const stored = await store.read('station', STATION_ROW, 'records')
  if (stored !== undefined) return ok(storedSettings.parse(stored))
  if (!first) return missingSettings
  const begun: Stored = { rev: 1, settings: first }
  const saved = await store.commit([stationRow(begun)], { action: 'station-set-up' })
  return saved.ok ? ok(begun) : saved
}

const missingSettings: { ok: false; error: Failure } = err('settings-missing', 'The settings of this station are not in its record. Nothing was changed.', 'Restore the folder from a backup.')

/** `RA-7K3M-2`: what the agent says on the telephone. Random; says nothing of the registrant. */
function drawCaseReference(randomInt: (minimum: number, below: number) => number): string {
  const letters = '34679CDFGHJKMNPRTVWXY'
  const draw = (count: number) => Array.from({ length: count }, () => letters[randomInt(0, letters.length)]!).join('')
  return `RA-${draw(4)}-${draw(2)}`
}
