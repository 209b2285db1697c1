/**
 * Tests a backup of changes at a cost that follows from the changes: every line is read, every key is compared, every row and every new scan
 * is opened with the keys in the file, and the entries of the record continue those of the whole backup and end in the signed checkpoint.
 * The whole backup itself was restored in an earlier test.
 */
import { createHash, type Hash } from 'node:crypto'
import type { GiveWay } from '../../domain/agent-first.ts'
import type { BaseBackup } from '../../domain/backup/base.ts'
import { fromHex, sameBytes, toHex } from '../../domain/bytes.ts'
import { readCaseRecord } from '../../domain/case/case.ts'
import type { JournalRow } from '../../domain/record/frame.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Evidence } from '../../domain/values.ts'
import { isSameMac } from '../files/same-mac.ts'
import { SCANS_TABLE } from '../record/database/schema.ts'
import { ROW_SCHEMA } from '../record/sealed-values.ts'
import { open } from '../vault/envelope.ts'
import type { KeyringKey, Station } from '../vault/keyring-content.ts'
import { publicKeyOf } from '../vault/keys.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { wipe, wipeAll } from '../vault/wipe.ts'
import { keyIdOf } from './backup-keys.ts'
import { createLineTaker, nothingTaken, type Taken } from './rebuild-lines.ts'
import { goesOn, stationOfLine } from './rebuild.ts'
import type { ChangesFile } from './restorable.ts'
import { scansOf, stopped, testFailed, type VerifyFailureCode } from './verify-backup.ts'

export interface VerifyChangesDeps {
  readonly changes: ChangesFile
  readonly base: BaseBackup
  readonly vault: UnlockedVault
  /** Plain date. */
  readonly today: string
  readonly isWanted?: () => boolean
  /** Awaited after each line, so that the agent's work goes first. */
  readonly giveWay?: GiveWay
}

/** Answers how many new scans opened. */
export async function verifyChanges(deps: VerifyChangesDeps): Promise<Result<{ readonly scans: number }, VerifyFailureCode>> {
  const { changes, base, vault, today } = deps
  const { head } = changes
  if (head.base.digest !== base.digest || head.base.entries !== base.entries || head.base.seq !== base.seq) return damaged
  const opened = await changes.open()
  if (!opened.ok) return damaged
  const added = new Set<string>()
  const newer = new Set((base.lastKey === undefined ? vault.keyring.list() : vault.keyring.madeAfter(base.lastKey))?.map(keyIdIn))
  /** A key that was made after the whole backup has to be in this file. */
  const isInEither = (keyId: string) => added.has(keyId) || (!newer.has(keyId) && vault.keyring.find(keyId) !== undefined)
  const before = nothingTaken({ size: base.entries, ...base.record, clock: { latest: '', steps: 0 } })
  /** A row whose key was destroyed needs none. */
  const lacksKey = ({ env }: JournalRow): boolean => {
    const keyId = env === null ? '' : keyIdOf(Buffer.from(env, 'base64'))
    return !isInEither(keyId) && vault.keyring.find(keyId) !== undefined
  }
  const stations: Station[] = []
  const rows = rowOpener(vault, before.keys)
  const lines = createLineTaker(
    {
      head,
      today,
      destroyed: new Set(),
      after: {
        ...before,
        known: { has: isInEither, add: (keyId) => added.add(keyId) },
      },
      stationOf: async (line) => {
        const station = await stationOfLine(line, () => ({ agents: [], recovery: { publicKey: '', sealingKey: '' } }))
        stations.push(station)
        return station
      },
    },
    { addRow: rows.take, addEntries: () => undefined },
  )
  try {
    for await (const line of opened.value.lines()) {
      if (!(await goesOn(deps))) return stopped
      if (!line.ok) return damaged
      if (!(await lines.take(line.value))) return damaged
      if ('row' in line.value && lacksKey(line.value.row)) return testFailed('a key is missing')
    }
    if (!lines.isWhole() || !isOurs(lines.taken, vault)) return damaged
    return rows.finish(new Set(lines.taken.end!.lost))
  } catch {
    return deps.isWanted?.() === false ? stopped : testFailed('it could not be read completely')
  } finally {
    await opened.value.close()
    wipeAll(before.keys.map(({ key }) => key))
    for (const { deviceSeed, former } of stations) wipe(deviceSeed, ...former.map(({ vaultKey }) => vaultKey))
  }
}

const keyIdIn = ({ keyId }: KeyringKey): string => toHex(keyId)

const damaged = testFailed('it was altered or damaged')

/** Signed by this station, and its keys are those that this station has, except what was destroyed since. */
function isOurs({ station, keys }: Taken, vault: UnlockedVault): boolean {
  if (!sameBytes(publicKeyOf(station!.deviceSeed), vault.deviceKey().publicKey)) return false
  return keys.every(({ keyId, key }) => {
    const live = vault.keyring.find(toHex(keyId))
    return live === undefined || isSameMac(live.key, key)
  })
}

interface OpenedScan {
  readonly evidence: Evidence
  readonly hash: Hash
  /** Pieces that came before their turn. */
  readonly early: Map<number, Uint8Array>
  next: number
}

/** `keys`: those in the file; they are all taken before the first row. */
function rowOpener(vault: UnlockedVault, keys: readonly KeyringKey[]) {
  const vaultId = fromHex(vault.vaultId)
  const scans = new Map<string, OpenedScan>()
  let own: ReadonlyMap<string, KeyringKey> | undefined
  let wrong: string | undefined

  function openRow(place: Parameters<UnlockedVault['open']>[0], env: Uint8Array): Uint8Array | undefined {
    own ??= new Map(keys.map((key) => [toHex(key.keyId), key]))
    const key = own.get(keyIdOf(env))
    const opened = key === undefined ? vault.open(place, env) : open(key, { ...place, vaultId }, env)
    return opened.ok ? opened.value : undefined
  }

  function takePiece(id: string, rev: number, env: Uint8Array): void {
    const [evidenceId = '', index = ''] = id.split(':')
    const scan = scans.get(evidenceId)
    // Of a scan that no case names.
    if (scan === undefined) return
    const chunk = { index: Number(index), count: scan.evidence.chunks }
    const piece = openRow({ table: SCANS_TABLE, recordId: id, rev, schema: ROW_SCHEMA, chunk }, env)
    if (piece === undefined) wrong ??= 'a scan or photograph does not open'
    else scan.early.set(chunk.index, piece)
    for (let next = scan.early.get(scan.next); next !== undefined; next = scan.early.get(scan.next)) {
      scan.hash.update(next)
      scan.early.delete(scan.next)
      scan.next += 1
    }
  }

  function takeCase(plaintext: Uint8Array): void {
    for (const evidence of scansOf(readCaseRecord(JSON.parse(Buffer.from(plaintext).toString()))))
      scans.set(evidence.evidenceId, { evidence, hash: createHash('sha256'), early: new Map(), next: 0 })
  }

  return {
    /** Tables come in the order of their names: a case before its scans. */
    take({ table, id, rev, env }: { readonly table: string; readonly id: string; readonly rev: number; readonly env: Uint8Array }): void {
      if (table === SCANS_TABLE) {
        takePiece(id, rev, env)
        return
      }
      const plaintext = openRow({ table, recordId: id, rev, schema: ROW_SCHEMA }, env)
      try {
        if (plaintext === undefined) wrong ??= 'a row does not open'
        else if (table === 'cases') takeCase(plaintext)
      } catch {
        wrong ??= 'a case does not open'
      } finally {
        wipe(plaintext)
      }
    },
    finish(lost: ReadonlySet<string>): Result<{ readonly scans: number }, VerifyFailureCode> {
      let count = 0
      for (const { evidence, hash, next } of scans.values()) {
        // A scan whose key is in the whole backup was opened when that was tested.
        if (own?.has(evidence.keyId) !== true) continue
        if (Array.from({ length: evidence.chunks }, (_, index) => `${evidence.evidenceId}:${index}`).some((id) => lost.has(id))) continue
        if (next !== evidence.chunks || hash.digest('hex') !== evidence.sha256) wrong ??= 'a scan or photograph does not open'
        count += 1
      }
      return wrong === undefined ? ok({ scans: count }) : testFailed(wrong)
    },
  }
}
