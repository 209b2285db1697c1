/**
 * The list of what the folder must hold: every snapshot, every file of scans and every closed segment, with its length. Their MACs
 * and chains say that what is there is whole and in its place; only a list says that something is not there any more.
 *
 *     'RAKF' | version 1 | 3 zeros | vault id 16 | key version 4 | number of the list 8 | JSON | MAC 32
 *
 * It is written after a snapshot and before anything is let go, so a file that is in the list and not in the folder was taken away.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Finding } from '../../domain/record/findings.ts'
import { concat, readUnsigned, sameBytes, unsigned, utf8 } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { FileFailureCode } from '../files/atomic-file.ts'
import { repairMirror, readMirrored, writeMirrored } from '../files/mirrored-atomic-file.ts'
import type { FrameSigner, FrameKeys } from '../files/frame-format.ts'

export const KEPT_FILES = 'kept-files.bin'
const MAGIC = concat(utf8('RAKF'), Uint8Array.of(1, 0, 0, 0))
const HEAD = 36
const MAC = 32

export interface KeptFile {
  readonly name: string
  readonly bytes: number
}
const content = z.strictObject({
  files: z.array(
    z.strictObject({
      name: z.string().regex(/^(?:snapshot|scans)-\d{12}\.bin$|^journal(?:-\d{12})?\.log$/),
      bytes: z.number().int().nonnegative(),
    }),
  ),
  /** Frames that the audit record must hold at least. */
  auditFrames: z.number().int().nonnegative(),
})
type Content = z.infer<typeof content>

export interface KeptFiles {
  /** Nothing when there was no list that could be read. */
  readonly said: Content | undefined
  /** What was wrong with the list itself. */
  readonly findings: readonly Finding[]
  /** Lengths are those of the older list where it knows the file: a file that was cut since does not become right by being listed again. */
  write(names: readonly string[], auditFrames: number, signer: FrameSigner): Promise<Result<void, FileFailureCode>>
}

export async function openKeptFiles(folder: string, vaultId: Uint8Array, keys: FrameKeys): Promise<KeptFiles> {
  const path = join(folder, KEPT_FILES)
  const rank = (bytes: Uint8Array) => readList(bytes, vaultId, keys)?.rev
  const { repaired, secondRepaired } = await repairMirror(path, rank)
  const { bytes } = await readMirrored(path, rank)
  const read = bytes === undefined ? undefined : readList(bytes, vaultId, keys)
  let rev = read?.rev ?? 0
  let known = new Map(read?.files.map((file) => [file.name, file.bytes]))
  return {
    said: read,
    findings: repaired
      ? [{ kind: 'files-list-repaired', file: KEPT_FILES }]
      : secondRepaired
        ? [{ kind: 'files-list-second-repaired', file: KEPT_FILES }]
        : [],
    async write(names, auditFrames, signer) {
      const files: KeptFile[] = []
      for (const name of names) {
        const length = await sizeOf(folder, name)
        if (length !== undefined) files.push({ name, bytes: known.get(name) ?? length })
      }
      const signed = concat(
        MAGIC,
        vaultId,
        unsigned(signer.keyVersion, 4),
        unsigned(rev + 1, 8),
        utf8(JSON.stringify({ files, auditFrames } satisfies Content)),
      )
      const written = await writeMirrored(path, concat(signed, mac(signer.key, signed)))
      if (!written.ok) return err(written.error.code, written.error.message, written.error.next)
      rev += 1
      known = new Map(files.map((file) => [file.name, file.bytes]))
      return ok()
    },
  }
}

/** What the list says and the folder does not have, or has in another length. Looks at lengths only, so it costs no time at opening. */
export async function findMissing(folder: string, files: readonly KeptFile[]): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, bytes } of files) {
    const size = await sizeOf(folder, name)
    if (size === undefined) findings.push({ kind: kindOf(name, 'missing'), file: name })
    else if (size !== bytes) findings.push({ kind: kindOf(name, 'damaged'), file: name })
  }
  return findings
}

export function kindOf(name: string, how: 'missing' | 'damaged'): Finding['kind'] {
  if (name.startsWith('scans-')) return 'scans-missing'
  return `${name.startsWith('snapshot-') ? 'snapshot' : 'segment'}-${how}` as const
}

const sizeOf = (folder: string, name: string): Promise<number | undefined> =>
  stat(join(folder, name)).then(
    ({ size }) => size,
    () => undefined,
  )

function readList(bytes: Uint8Array, vaultId: Uint8Array, keys: FrameKeys): (Content & { readonly rev: number }) | undefined {
  if (bytes.length < HEAD + MAC || !sameBytes(bytes.subarray(0, 24), concat(MAGIC, vaultId))) return undefined
  const key = keys.get(readUnsigned(bytes, 24, 4))
  const signed = bytes.subarray(0, -MAC)
  if (key === undefined || !timingSafeEqual(mac(key, signed), bytes.subarray(-MAC))) return undefined
  return { ...content.parse(JSON.parse(new TextDecoder().decode(signed.subarray(HEAD)))), rev: readUnsigned(bytes, 28, 8) }
}

function mac(key: Uint8Array, signed: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update('ra/v1/kept-files').update(signed).digest()
}
