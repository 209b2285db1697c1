/**
 * Verifies the whole record for the agent at the screen: reads every entry back from the disk and checks numbers, chain, tree, kept
 * checkpoints and signatures. An auditor uses `tools/verify-record.mjs`, which shares no code with this.
 */
import type { GiveWay } from '../../domain/agent-first.ts'
import { auditLeaf, FIRST_PREV, signedBytes, type AuditEntry } from '../../domain/record/audit-entry.ts'
import { findBase64, sameBytes, toHex } from '../../domain/bytes.ts'
import { checkpointCode, readCheckpoint } from '../../domain/record/checkpoint.ts'
import { merkleTree } from '../../domain/record/merkle.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { verifySignature } from '../vault/keys.ts'
import { sha256 } from '../files/sha256.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { KeptCheckpoint } from '../record/kept-checkpoints.ts'
import type { ReadFailureCode } from '../record/journal-failures.ts'
import type { VaultRecord } from '../record/record.ts'

export interface OwnVerification {
  readonly size: number
  readonly code: string
  /** Entries that an agent signed, all of them verified. */
  readonly signed: number
  readonly checkpoints: number
  readonly lastCheckpoint: KeptCheckpoint | undefined
}

/** Some milliseconds. */
const ENTRIES_A_STEP = 20

export async function verifyOwnRecord(deps: {
  readonly record: Pick<VaultRecord, 'entries' | 'checkpoints' | 'checkpoint'>
  readonly vault: Pick<UnlockedVault, 'vaultId' | 'keyring' | 'deviceKey'>
  /** Awaited after some entries, when the agent does not wait for the result. */
  readonly giveWay?: GiveWay
  /** How many entries were read, of how many, after some of them. */
  readonly onProgress?: (progress: { readonly done: number; readonly of: number }) => void
}): Promise<Result<OwnVerification, 'record-wrong' | ReadFailureCode>> {
  const { record, vault } = deps
  const wanted = record.checkpoint()
  const checkpoints = await record.checkpoints()
  const keysOf = new Map(vault.keyring.station.agents.map(({ id, publicKeys }) => [id, publicKeys.map((key) => findBase64(key)!)]))
  const tree = merkleTree(sha256)
  let prev = FIRST_PREV
  let signed = 0
  let next = 0

  /** Checkpoints whose size the tree has just reached. */
  function findWrongCheckpoint(): KeptCheckpoint | undefined {
    for (; checkpoints[next]?.size === tree.size; next += 1) {
      const kept = checkpoints[next]!
      const read = readCheckpoint(kept.note, `ra-desk/${vault.vaultId}`, vault.deviceKey().publicKey, sha256, verifySignature)
      if (!read.ok || read.value.size !== kept.size || !sameBytes(read.value.root, tree.root())) return kept
    }
    return undefined
  }

  function isSignedByItsAgent(entry: AuditEntry): boolean {
    const signature = findBase64(entry.signature!)
    return signature !== undefined && (keysOf.get(entry.agentId) ?? []).some((key) => verifySignature(signedBytes(entry), signature, key))
  }

  for await (const read of record.entries(0)) {
    if (!read.ok) return read
    const entry = read.value
    if (entry.seq >= wanted.size) break
    if (entry.seq !== tree.size || entry.prev !== prev) return wrong(`Entry ${tree.size} does not follow on the one before.`)
    if (entry.signature !== null) {
      if (!isSignedByItsAgent(entry)) return wrong(`Entry ${entry.seq} is not signed by the agent it names.`)
      signed += 1
    }
    const leaf = auditLeaf(sha256, entry)
    tree.append(leaf)
    prev = toHex(leaf)
    const bad = findWrongCheckpoint()
    if (tree.size % ENTRIES_A_STEP === 0) {
      deps.onProgress?.({ done: tree.size, of: wanted.size })
      await deps.giveWay?.()
    }
    if (bad !== undefined) return wrong(`The checkpoint over ${bad.size} entries does not belong to this record.`)
  }
  const code = checkpointCode(tree.size, tree.root(), sha256)
  if (tree.size !== wanted.size || code !== wanted.code) return wrong(`${tree.size} entries were read, and there should be ${wanted.size}.`)
  return ok({ size: tree.size, code, signed, checkpoints: next, lastCheckpoint: checkpoints[next - 1] })
}

const wrong = (what: string) =>
  err(
    'record-wrong',
    `The record on the disk was altered or damaged. ${what} Nothing was changed or deleted.`,
    'Stop working. Keep a copy of the whole data folder, and tell the RA manager and your security team.',
  )
