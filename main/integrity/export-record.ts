/**
 * The whole record as one file that anybody can check without RA Desk: JSON Lines, first what it is and the public keys, then every
 * entry, then the checkpoints. Sealed detail stays sealed: the file says who did what to which case, never about whom.
 */
import { toBase64 } from '../../domain/bytes.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { ReadFailureCode } from '../record/journal-failures.ts'
import type { KeptCheckpoint } from '../record/kept-checkpoints.ts'
import type { VaultRecord } from '../record/record.ts'

const RECORD_FORMAT = 'ra-desk-record'
const RECORD_FORMAT_VERSION = 1

const howToVerify = [
  'Each line is JSON. This line: what the file is and the public keys. Then one line for each entry. Then the checkpoints.',
  'With tools/verify-record.mjs of RA Desk and Node 20 or newer: node verify-record.mjs THIS-FILE [CODE-FROM-PAPER]. The script is short and uses nothing but Node, so that it can be read before it is trusted.',
  'What it checks: numbers without gaps; each entry holds the hash of the one before; the RFC 6962 tree over all entries has the root that each checkpoint says; checkpoints are C2SP signed notes by the workstation; signed entries are signed by a key of their agent.',
  'A file alone cannot show that its end was cut off, or that all of it was made up with other keys. A code from a posting list, a release sheet or a backup can: it was printed on that day and cannot be changed.',
] as const

export interface ExportDeps {
  readonly record: Pick<VaultRecord, 'entries' | 'checkpoints'>
  readonly vault: Pick<UnlockedVault, 'vaultId' | 'keyring' | 'deviceKey'>
  /** Over everything that is exported. */
  readonly checkpoint: KeptCheckpoint
  readonly practice: boolean
}

export async function exportRecord({ record, vault, checkpoint, practice }: ExportDeps): Promise<Result<Uint8Array, ReadFailureCode>> {
  const pieces: Buffer[] = []
  let lines: string[] = []
  const flush = () => {
    if (lines.length > 0) pieces.push(Buffer.from(`${lines.join('\n')}\n`))
    lines = []
  }
  const { size, code, at } = checkpoint
  lines.push(
    JSON.stringify({
      format: RECORD_FORMAT,
      version: RECORD_FORMAT_VERSION,
      origin: `ra-desk/${vault.vaultId}`,
      exportedAt: at,
      size,
      code,
      practice,
      workstation: toBase64(vault.deviceKey().publicKey),
      agents: vault.keyring.station.agents.map(({ id, name, publicKeys }) => ({ id, name, publicKeys })),
      howToVerify,
    }),
  )
  for await (const entry of record.entries(0)) {
    if (!entry.ok) return entry
    if (entry.value.seq >= size) break
    lines.push(JSON.stringify(entry.value))
    if (lines.length >= 1_000) flush()
  }
  for (const kept of await record.checkpoints()) if (kept.size <= size) lines.push(JSON.stringify({ checkpoint: kept.note, why: kept.why }))
  flush()
  return ok(Buffer.concat(pieces))
}
