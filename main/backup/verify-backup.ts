/**
 * Proves that what was rebuilt from a backup is whole: the record verifies against itself and against the checkpoint, and every case opens with every
 * scan whose key is there. The drill stops here; a restore goes on to put it in place.
 */
import { join } from 'node:path'
import type { BackupHead } from '../../domain/backup/lines.ts'
import { readCaseRecord, type CaseRecord } from '../../domain/case/case.ts'
import { evidence } from '../../domain/case/values.ts'
import { fromHex } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { openRecord } from '../record/record.ts'
import { createRecordStore } from '../record/record-store.ts'
import { verifyOwnRecord } from '../integrity/verify-own-record.ts'
import { readEvidence } from '../evidence/evidence.ts'
import { openKeyring } from '../vault/keyring.ts'
import { deriveVaultKeys, KEY_LENGTH } from '../vault/keys.ts'
import { vaultPaths } from '../vault/paths.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { unlockedVault } from '../vault/vault.ts'

export interface Proof {
  readonly cases: number
  /** Of which the key is not there any more: erased since the backup was made. */
  readonly erasedCases: number
  /** Scans and photographs that were opened and are what they were. */
  readonly scans: number
  /** Those whose key is gone: expired or erased. */
  readonly scansGone: number
  /** Those that the station had lost already when the backup was made. */
  readonly scansLost: number
  /** Entries of the record, all of them verified. */
  readonly entries: number
}

export interface VerifyBackupDeps {
  readonly base: string
  readonly head: BackupHead
  readonly keyVersion: number
  readonly vaultKey: Uint8Array
  readonly randomBytes: RandomBytes
  readonly now: () => Date
  readonly monotonic: () => number
  /** Pieces of scans that are not in the backup because the station had lost them. */
  readonly lost?: ReadonlySet<string>
  readonly isWanted?: () => boolean
}

export type ProofFailureCode = 'proof-failed' | 'stopped'

export async function verifyVault(parts: VerifyBackupDeps): Promise<Result<Proof, ProofFailureCode>> {
  const { head, keyVersion, randomBytes } = parts
  const vaultId = fromHex(head.vaultId)
  const paths = vaultPaths(parts.base)
  const { keyring: sealing } = deriveVaultKeys(parts.vaultKey, vaultId, keyVersion)
  const opened = await openKeyring({ path: paths.keyring, vaultId, sealing, randomBytes })
  if (!opened.ok) return failed('its keys do not open')
  const seeds = { signingSeed: Uint8Array.from(randomBytes(KEY_LENGTH)), sealingSeed: Uint8Array.from(randomBytes(KEY_LENGTH)) }
  const vault = unlockedVault({
    vaultId,
    keyVersion,
    secrets: { vaultKey: Uint8Array.from(parts.vaultKey), trusted: [], ...seeds },
    keyring: opened.value,
    agentId: 'nobody',
    paths,
    randomBytes,
    findings: [],
  })
  try {
    const record = await openRecord({ folder: parts.base, vault, now: parts.now, monotonic: parts.monotonic })
    if (!record.ok) return failed('its record does not open')
    try {
      const verified = await verifyOwnRecord({ record: record.value, vault })
      if (!verified.ok || verified.value.code !== head.checkpoint.code || verified.value.size !== head.checkpoint.size)
        return failed('its record does not agree with its checkpoint')
      const store = createRecordStore({ vault, record: record.value })
      const proof = { cases: 0, erasedCases: 0, scans: 0, scansGone: 0, scansLost: 0, entries: verified.value.size }
      for (const caseId of store.ids('cases')) {
        if (parts.isWanted?.() === false) return stopped
        const keyId = store.findCaseKey(caseId)
        if (keyId === undefined) {
          proof.erasedCases += 1
          continue
        }
        const found = await readCase(() => store.read('cases', caseId, keyId))
        if (found === undefined) return failed('a case does not open')
        proof.cases += 1
        for (const scan of scansOf(found)) {
          if (store.findKey('evidence', scan.keyId) === undefined) {
            proof.scansGone += 1
            continue
          }
          if (Array.from({ length: scan.chunks }, (_, index) => `${scan.evidenceId}:${index}`).some((id) => parts.lost?.has(id))) {
            proof.scansLost += 1
            continue
          }
          const bytes = await readEvidence({ store }, scan).catch(() => undefined)
          if (bytes?.ok !== true) return failed('a scan or photograph does not open')
          proof.scans += 1
        }
      }
      return ok(proof)
    } finally {
      await record.value.close()
    }
  } catch {
    return failed('it could not be read to its end')
  } finally {
    vault.lock()
  }
}

async function readCase(read: () => Promise<unknown>): Promise<CaseRecord | undefined> {
  try {
    return readCaseRecord(await read())
  } catch {
    return undefined
  }
}

/** Every scan and photograph that the case ever had and names. */
function scansOf(record: CaseRecord) {
  const found = record.events.flatMap(({ event }) => Object.values(event).flatMap((value) => evidence.safeParse(value).data ?? []))
  return [...new Map(found.map((scan) => [scan.evidenceId, scan])).values()]
}

/** Where the drill and a restore in the making lie: in the data folder, so that a rename puts it in place. */
export const scratchFolder = (folder: string): string => join(folder, 'restore.making')
export const drillFolder = (folder: string): string => join(folder, 'drill.making')

const failed = (what: string) =>
  err('proof-failed', `The backup was unpacked, but ${what}. Nothing of it is used.`, 'Make a new backup now, and keep this one aside.')
const stopped = err('stopped', 'The check was broken off because RA Desk was locked.', 'It begins again after the next sign-in.')
