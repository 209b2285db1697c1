/**
 * From unlock to lock: opens the record of an unlocked vault, the cases in it and the station's settings, and closes all of it again.
 * Nothing of this outlives a lock.
 */
import { z } from 'zod'
import { getEdition } from '../../domain/guidance/index.ts'
import { err, ok, type Failure, type Result } from '../../domain/result.ts'
import { stationSettings, type StationSettings } from '../../domain/station.ts'
import { zoneName } from '../../domain/record/actions.ts'
import type { Output, Push, SealedRow, WrappedKeys } from '../../preload/contract.ts'
import { openCardServices } from '../cards/card-services.ts'
import type { ReadPolicy } from './policy-file.ts'
import { createCaseStore } from '../registration/case-store.ts'
import { openRecord, type VaultRecord } from '../record/record.ts'
import { createRecordStore } from '../record/record-store.ts'
import { createViewLog } from '../record/view-log.ts'
import { freeSpace, type FreeSpace } from '../files/disk-space.ts'
import type { RecordStore, RowToSeal } from '../record/store.ts'
import type { DeskContext } from './desk-context.ts'
import { createReleaseApprovals } from '../release/approve-release.ts'
import { openRetention } from '../retention/retention.ts'
import { openCustody } from '../record/custody.ts'
import type { UnlockedVault } from '../vault/vault.ts'

const STATION_ROW = 'station'
const RECOVERY_ROW = 'recovery'
const MEMBERS_ROW = 'members'
/** Which recovery key was typed back: another one has to be printed and typed back again. */
const confirmedKey = z.object({ publicKey: z.string(), rev: z.number().int() })
const storedSettings = z.strictObject({ rev: z.number().int().positive(), settings: stationSettings })
type Stored = z.infer<typeof storedSettings>

export interface UnlockedSession {
  readonly desk: DeskContext
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  readonly settings: () => Stored
  recoveryKeyConfirmed(): boolean
  /** The vault goes on under a new generation: the record says who did what, and the page's worker gets the new key. */
  noteKeyRotation(
    action: string,
    about: Readonly<Record<string, unknown>>,
  ): Promise<Result<{ readonly rows: SealedRow[]; readonly lastSeq: number }>>
  /** The agent typed a group of the printed recovery key back. */
  confirmRecoveryKey(): Promise<Result<void>>
  /** Latest time in the record, for a clock that was set back. */
  lastRecordedTime(): string
  saveSettings(settings: StationSettings, expectedRev: number): Promise<Result<Output<'station.save'>>>
  wrapKeys(keyIds: readonly string[] | 'all'): Result<WrappedKeys>
  unlockedAnswer(): Result<Output<'vault.unlock'>>
  /** Notes why, signs a checkpoint and lets go of every key. */
  close(why: Push<'vault.locked'>['why']): Promise<void>
}

export interface UnlockedSessionDeps extends Omit<
  DeskContext,
  'agent' | 'store' | 'cases' | 'cards' | 'views' | 'custody' | 'edition' | 'settings' | 'release' | 'retention'
> {
  readonly policy: ReadPolicy
  readonly folder: string
  readonly currentEdition: string
  readonly monotonic: () => number
  /** Bytes free where a folder lies; the disk is asked when this is absent. */
  readonly freeSpace?: FreeSpace
  /** IANA name of the zone in which people here read the time. */
  readonly timeZone?: () => string
  readonly workerPublicKey: string
  /** How the vault was opened, when it was not by a passphrase. */
  readonly openedBy?: 'recovered' | 'restored'
  /** Present at first run only. */
  readonly firstSettings?: StationSettings
}

export async function openUnlockedSession(vault: UnlockedVault, parts: UnlockedSessionDeps): Promise<Result<UnlockedSession>> {
  const opened = await openRecord({
    folder: parts.folder,
    vault,
    now: parts.now,
    monotonic: parts.monotonic,
    freeSpace: parts.freeSpace ?? freeSpace,
    ...(parts.timeZone ? { timeZone: parts.timeZone } : {}),
  })
  if (!opened.ok) return opened
  const record = opened.value
  const store = createRecordStore({ vault, record })
  const read = await readSettings(store, parts.firstSettings)
  if (!read.ok) {
    await record.close()
    return read
  }
  let station = read.value
  let confirmed = confirmedKey.safeParse(await store.read('station', RECOVERY_ROW, 'records')).data
  const agent = { agentId: vault.agent.id, agentName: vault.agent.name }
  const custody = await openCustody({ vault, record, randomBytes: parts.randomBytes })
  const cards = await openCardServices({ store, keyring: vault.keyring, agent, now: parts.now, newId: parts.newId })
  const retention = await openRetention({
    store,
    book: cards.book,
    policy: parts.policy.policy,
    now: parts.now,
    monotonic: parts.monotonic,
    push: parts.push,
  })
  const cases = await createCaseStore({
    onCase: (record) => {
      cards.book.observe(record)
      retention.observe(record)
    },
    store,
    agent,
    now: parts.now,
    newId: parts.newId,
    newReference: () => drawCaseReference(parts.randomInt),
    currentEdition: parts.currentEdition,
    practice: parts.practice,
  })
  retention.use(cases)
  const entered = await noteEntry(store, parts)
  if (!entered.ok) {
    await record.close()
    return entered
  }
  const { torn } = record.journal
  if (torn) await store.commit([], { action: 'journal-tail-set-aside', detail: { kind: torn.kind, bytes: torn.bytes } })
  for (const { kind, file, frames } of [...vault.findings, ...record.journal.findings])
    await store.commit([], { action: kind, detail: { file, frames } })
  // Drawn and sealed, and then the app ended before the case said so: nothing can ever use such a secret.
  const unnamed = store.ids('secrets').filter((custodyId) => !cases.namedSecrets().has(custodyId))
  for (const custodyId of [...cases.spentSecrets(), ...unnamed]) await custody.destroy(custodyId)
  const { workerPublicKey } = parts
  const release = createReleaseApprovals({
    needed: parts.policy.policy.twoAgentRelease,
    agentId: agent.agentId,
    agents: () => vault.keyring.station.agents,
    now: parts.now,
    monotonic: parts.monotonic,
  })
  const views = createViewLog({ store, monotonic: parts.monotonic })
  const desk: DeskContext = {
    ...parts,
    agent,
    store,
    cases,
    cards,
    views,
    custody,
    edition: getEdition(parts.currentEdition),
    settings: () => station.settings,
    release,
    retention,
  }
  async function save(next: Stored, action: string): Promise<Result<Output<'station.save'>>> {
    const saved = await store.commit([stationRow(next)], { action })
    if (!saved.ok) return saved
    station = next
    return ok({ rev: next.rev, rows: saved.value.rows, lastSeq: saved.value.lastSeq })
  }

  const noteGeneration = (action: string, detail: Readonly<Record<string, unknown>>) =>
    store.commit(
      [{ table: 'members', id: MEMBERS_ROW, rev: vault.keyVersion, keyId: 'records', value: { keyVersion: vault.keyVersion } }],
      { action, detail, signed: true },
    )
  const noted = z.object({ keyVersion: z.number() }).safeParse(await store.read('members', MEMBERS_ROW, 'records')).data?.keyVersion ?? 1
  // Opened with the recovery key, or the power went after a change and before it was noted.
  if (noted !== vault.keyVersion)
    await noteGeneration(
      parts.openedBy === 'recovered' ? 'recovery-key-used' : parts.openedBy === 'restored' ? 'restored-from-backup' : 'agents-change-found',
      { from: noted, to: vault.keyVersion },
    )

  const wrapKeys = (keyIds: readonly string[] | 'all'): Result<WrappedKeys> => vault.wrapKeysForWorker(workerPublicKey, keyIds)
  return ok({
    desk,
    vault,
    record,
    wrapKeys,
    settings: () => station,
    saveSettings: async (settings, expectedRev) => {
      if (expectedRev !== station.rev)
        return err('stale', 'The settings were changed elsewhere since they were opened.', 'Look at them again, then repeat the change.')
      return save({ rev: station.rev + 1, settings }, 'settings-saved')
    },
    noteKeyRotation: async (action, about) => {
      const started = await record.rotateVaultKey({ keyVersion: vault.keyVersion, frameKey: vault.frameKey() })
      if (!started.ok) return started
      const keys = wrapKeys([vault.recordsKeyId])
      if (keys.ok) parts.push('vault.generation', { keys: keys.value, recordsKeyId: vault.recordsKeyId })
      return noteGeneration(action, about)
    },
    recoveryKeyConfirmed: () => confirmed?.publicKey === vault.recoveryPublicKey,
    confirmRecoveryKey: async () => {
      const next = { publicKey: vault.recoveryPublicKey, rev: (confirmed?.rev ?? 0) + 1, confirmedAt: parts.now().toISOString() }
      const saved = await store.commit([{ table: 'station', id: RECOVERY_ROW, rev: next.rev, keyId: 'records', value: next }], {
        action: 'recovery-key-confirmed',
      })
      if (!saved.ok) return saved
      confirmed = next
      return ok()
    },
    lastRecordedTime: () => [cases.lastTime(), record.clock().latest].sort().at(-1)!,
    unlockedAnswer: () => {
      const keys = wrapKeys('all')
      const { torn } = record.journal
      return keys.ok
        ? ok({
            session: { ...agent, role: vault.agent.role, vaultId: vault.vaultId },
            keys: keys.value,
            recordsKeyId: vault.recordsKeyId,
            lastSeq: store.lastSeq(),
            ...(torn ? { tornTail: { kind: torn.kind, bytes: torn.bytes } } : {}),
            ...(retention.erasedRows() > 0 ? { erasedRows: retention.erasedRows() } : {}),
          })
        : keys
    },
    close: async (why) => {
      await retention.stop()
      // Locking never waits for a full disk to be put right: what cannot be noted is not, and the gap shows.
      await store.commit([], { action: `locked ${why}` }).catch(() => undefined)
      await record.makeCheckpoint('lock').catch(() => undefined)
      await record.close()
      vault.lock()
    },
  })
}

/** Who came in, and what was tried before. Nothing is shown to somebody whose coming in cannot be noted. */
async function noteEntry(store: RecordStore, parts: UnlockedSessionDeps): Promise<Result<void>> {
  const entered = await store.commit([], {
    action: `${parts.openedBy ?? 'unlocked'}${parts.timeZone ? ` ${zoneName(parts.timeZone())}` : ''}`,
  })
  return entered.ok ? ok() : entered
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

const missingSettings: { ok: false; error: Failure } = err(
  'settings-missing',
  'The settings of this station are not in its record. Nothing was changed.',
  'Restore the folder from a backup.',
)

/** `RA-7K3M-2`: what the agent says on the telephone. Random; says nothing of the registrant. */
function drawCaseReference(randomInt: (minimum: number, below: number) => number): string {
  const letters = '34679CDFGHJKMNPRTVWXY'
  const draw = (count: number) => Array.from({ length: count }, () => letters[randomInt(0, letters.length)]!).join('')
  return `RA-${draw(4)}-${draw(2)}`
}
