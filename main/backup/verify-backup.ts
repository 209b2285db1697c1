/**
 * Verifies a vault rebuilt from a backup: the record agrees with itself and with the checkpoint, and every case opens with every scan
 * whose key is there. A restore test ends here; a restore then puts the vault in place.
 */
import { isCodeOf } from '../../domain/record/paper-code.ts'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { GiveWay } from '../../domain/agent-first.ts'
import type { BackupHead } from '../../domain/backup/lines.ts'
import { readCaseRecord, type CaseRecord } from '../../domain/case/case.ts'
import { evidence } from '../../domain/values.ts'
import { fromHex } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { stoppingOf } from './rebuild.ts'
import { openRecord } from '../record/record.ts'
import { createRecordStore } from '../record/record-store.ts'
import { verifyOwnRecord } from '../integrity/verify-own-record.ts'
import { readEvidence } from '../evidence/evidence.ts'
import { openKeyring } from '../vault/keyring.ts'
import { deriveVaultKeys, KEY_LENGTH } from '../vault/keys.ts'
import { vaultPaths } from '../vault/paths.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { unlockedVault } from '../vault/vault.ts'

export interface Verified {
  readonly cases: number
  /** Cases whose key is gone: erased since the backup was made. */
  readonly erasedCases: number
  /** Scans and photographs that open and match their hash. */
  readonly scans: number
  /** Scans whose key is gone: expired or erased. */
  readonly scansGone: number
  /** Scans that the station had already lost when the backup was made. */
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
  /** Pieces of scans that the station had lost before the backup was made. */
  readonly lost?: ReadonlySet<string>
  readonly isWanted?: () => boolean
  /** Awaited after each case and each entry, so that the agent's work goes first. Absent when the agent waits for the restore. */
  readonly giveWay?: GiveWay
}

export type VerifyFailureCode = 'proof-failed' | 'stopped'

export async function verifyVault(deps: VerifyBackupDeps): Promise<Result<Verified, VerifyFailureCode>> {
  const { head, keyVersion, randomBytes } = deps
  const giveWay = () => (deps.giveWay ? deps.giveWay(stoppingOf(deps)) : nextTurn())
  const vaultId = fromHex(head.vaultId)
  const paths = vaultPaths(deps.base)
  const { keyring: sealing } = deriveVaultKeys(deps.vaultKey, vaultId, keyVersion)
  const opened = await openKeyring({ path: paths.keyring, vaultId, sealing, randomBytes })
  if (!opened.ok) return testFailed('its keys do not open')
  const seeds = { signingSeed: Uint8Array.from(randomBytes(KEY_LENGTH)), sealingSeed: Uint8Array.from(randomBytes(KEY_LENGTH)) }
  const vault = unlockedVault({
    vaultId,
    keyVersion,
    secrets: { vaultKey: Uint8Array.from(deps.vaultKey), trusted: [], ...seeds },
    keyring: opened.value,
    agentId: 'verification',
    paths,
    randomBytes,
    findings: [],
  })
  try {
    const record = await openRecord({ folder: deps.base, vault, now: deps.now, monotonic: deps.monotonic })
    if (!record.ok) return testFailed('its record does not open')
    try {
      const checked = await verifyOwnRecord({ record: record.value, vault, giveWay })
      if (!checked.ok || !isCodeOf(head.checkpoint.code, checked.value.code) || checked.value.size !== head.checkpoint.size)
        return testFailed('its record does not agree with its checkpoint')
      const store = createRecordStore({ vault, record: record.value })
      const counts = { cases: 0, erasedCases: 0, scans: 0, scansGone: 0, scansLost: 0, entries: checked.value.size }
      for (const caseId of store.ids('cases')) {
        await giveWay()
        if (deps.isWanted?.() === false) return stopped
        const keyId = store.findCaseKey(caseId)
        if (keyId === undefined) {
          counts.erasedCases += 1
          continue
        }
        const found = await readCase(() => store.read('cases', caseId, keyId))
        if (found === undefined) return testFailed('a case does not open')
        counts.cases += 1
        for (const scan of scansOf(found)) {
          if (store.findKey('evidence', scan.keyId) === undefined) {
            counts.scansGone += 1
            continue
          }
          if (Array.from({ length: scan.chunks }, (_, index) => `${scan.evidenceId}:${index}`).some((id) => deps.lost?.has(id))) {
            counts.scansLost += 1
            continue
          }
          const bytes = await readEvidence({ store }, caseId, scan).catch(() => undefined)
          if (bytes?.ok !== true) return testFailed('a scan or photograph does not open')
          counts.scans += 1
        }
      }
      return ok(counts)
    } finally {
      await record.value.close()
    }
  } catch {
    return testFailed('it could not be read completely')
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

/** Every scan and photograph that the case names. */
export function scansOf(record: CaseRecord) {
  const found = record.events.flatMap(({ event }) => Object.values(event).flatMap((value) => evidence.safeParse(value).data ?? []))
  return [...new Map(found.map((scan) => [scan.evidenceId, scan])).values()]
}

export const testFailed = (what: string) =>
  err('proof-failed', `The backup was unpacked, but ${what}. None of it is used.`, 'Make a new backup now, and keep this one separately.')
export const stopped = err(
  'stopped',
  'The restore test was stopped because RA Desk was locked.',
  'RA Desk starts it again after the next sign-in.',
)
