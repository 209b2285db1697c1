/** A record as RA Desk makes it, of any length, without a vault on a disk: entries, checkpoints, keys, and the file that is exported. */
import { createHash } from 'node:crypto'
import { auditLeaf, type AuditEntry } from '../../domain/record/audit-entry.ts'
import { toBase64 } from '../../domain/bytes.ts'
import { checkpointCode } from '../../domain/record/checkpoint.ts'
import { merkleTree } from '../../domain/record/merkle.ts'
import { ok } from '../../domain/result.ts'
import { auditTrail } from '../../main/record/audit.ts'
import { exportRecord } from '../../main/integrity/export-record.ts'
import type { KeptCheckpoint } from '../../main/record/kept-checkpoints.ts'
import { publicKeyOf, signWith } from '../../main/vault/keys.ts'
import { sha256 } from '../../main/files/sha256.ts'

export interface SampleRecord {
  readonly entries: readonly AuditEntry[]
  readonly checkpoints: readonly KeptCheckpoint[]
  /** The exported file. */
  readonly text: string
  /** Size and code over the first `size` entries, as a manifest of that moment bears it. */
  codeAt(size: number): string
}

const actions = [
  'case-viewed',
  'details-recorded',
  'note-added',
  'evidence-viewed',
  'label-made',
  'passcode-texted',
  'unlocked',
  'checkpoint-made lock size-1',
] as const
const bytesOf = (text: string, length = 32): Uint8Array => new Uint8Array(createHash('sha512').update(text).digest().subarray(0, length))
const idOf = (text: string): string => Buffer.from(bytesOf(text, 16)).toString('hex')

/** `signedEvery`: one entry in so many carries its agent's signature; the last always does, as the entry of an export. */
export async function makeSampleRecord({
  size,
  checkpointEvery,
  signedEvery,
}: {
  readonly size: number
  readonly checkpointEvery: number
  readonly signedEvery: number
}): Promise<SampleRecord> {
  const seeds = {
    workstation: bytesOf('sample workstation'),
    agents: ['one', 'two'].map((name) => ({ id: idOf(name), name: `Sample Agent ${name}`, seed: bytesOf(`agent ${name}`) })),
  }
  const vaultId = idOf('vault')
  let tick = 0
  const trail = auditTrail({ now: () => new Date(Date.UTC(2026, 10, 23, 9) + tick * 7_013), monotonic: () => tick * 7_013 })
  const device = { publicKey: publicKeyOf(seeds.workstation), sign: (message: Uint8Array) => signWith(seeds.workstation, message) }
  const entries: AuditEntry[] = []
  const checkpoints: KeptCheckpoint[] = []
  const checkpoint = (why: KeptCheckpoint['why']) => {
    const kept = {
      ...trail.code(),
      at: new Date(Date.UTC(2026, 10, 23, 9) + tick * 7_013).toISOString(),
      why,
      note: trail.checkpoint(`ra-desk/${vaultId}`, device),
    }
    checkpoints.push(kept)
    return kept
  }
  for (tick = 0; tick < size; tick += 1) {
    const { id, seed } = seeds.agents[tick % 3 === 0 ? 1 : 0]!
    const last = tick === size - 1
    const entry = trail.next({
      agentId: id,
      action: last ? 'record-exported' : actions[tick % actions.length]!,
      ...(tick % 4 === 3 ? {} : { caseRef: idOf(`case ${tick % 9}`) }),
      ...(tick % 2 === 0 ? { sealDetail: (seq: number) => bytesOf(`detail ${seq}`, 61) } : {}),
      ...(last || tick % signedEvery === signedEvery - 1 ? { sign: (message: Uint8Array) => signWith(seed, message) } : {}),
    })
    if (!trail.take(entry, 'fresh')) throw new Error('a sample entry does not follow')
    entries.push(entry)
    if (!last && (tick + 1) % checkpointEvery === 0) checkpoint('lock')
  }
  const exported = await exportRecord({
    checkpoint: checkpoint('export'),
    practice: false,
    record: {
      checkpoints: () => Promise.resolve(checkpoints),
      async *entries(from) {
        for (const entry of entries.slice(from)) yield ok(entry)
      },
    },
    vault: {
      vaultId,
      deviceKey: () => device,
      keyring: {
        station: {
          deviceSeed: seeds.workstation,
          agents: seeds.agents.map(({ id, name, seed }) => ({ id, name, publicKeys: [toBase64(publicKeyOf(seed))] })),
        },
      } as never,
    },
  })
  if (!exported.ok) throw new Error(exported.error.code)
  return {
    entries,
    checkpoints,
    text: Buffer.from(exported.value).toString('utf8'),
    codeAt: (count) => `${count}-${codeOver(entries.slice(0, count))}`,
  }
}

function codeOver(entries: readonly AuditEntry[]): string {
  const tree = merkleTree(sha256)
  for (const entry of entries) tree.append(auditLeaf(sha256, entry))
  return checkpointCode(tree.size, tree.root(), sha256)
}

/** The stand-alone verifier, as functions: ten thousand child processes would take an hour. */
export interface Verifier {
  verifyRecord(
    text: string,
    codes?: readonly string[],
  ): {
    readonly good?: { readonly entries: number; readonly checkpoints: number; readonly signed: number }
    readonly wrong?: { readonly entry?: number; readonly from?: number; readonly to?: number; readonly message: string }
    readonly unreadable?: string
  }
}
export const verifierFile = new URL('../../tools/verify-record.mjs', import.meta.url)
export async function loadVerifier(): Promise<Verifier> {
  return (await import(verifierFile.href)) as Verifier
}
