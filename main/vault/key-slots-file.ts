/** `key-slots.json`: the key slots, readable without any key, with a checksum that tells damage from a wrong passphrase. */
import { findJson } from '../../domain/find-json.ts'
import { z } from 'zod'
import { fromHex, toHex, utf8 } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { FileFailureCode } from '../files/atomic-file.ts'
import { sha256 } from '../files/sha256.ts'
import { writtenByNewer, writtenByOlder } from './other-version.ts'
import { repairMirror, readMirrored, writeMirrored } from '../files/mirrored-atomic-file.ts'
import type { KeySlotsRevision } from './vault-revisions.ts'
import { agentKeySlot, recoveryKeySlot, keySlotsDamaged, type KeySlotContext } from './key-slot-format.ts'

const VERSION = 2

/** The slots that open one key version. */
const slotSet = z.strictObject({
  keyVersion: z.number().int().min(1).max(0xffff_ffff),
  /** Key id in the head of the keyring file that belongs to this set. */
  keyringKeyId: z.string().regex(/^[0-9a-f]{32}$/),
  agents: z.array(agentKeySlot).min(1),
  recovery: recoveryKeySlot,
})
export type KeySlotSet = z.infer<typeof slotSet>

const slotsFile = z.strictObject({
  format: z.literal('ra-desk-key-slots'),
  version: z.literal(VERSION),
  vaultId: z.string().regex(/^[0-9a-f]{32}$/),
  /** Goes up by one at each write: of two copies that differ, the higher one counts. */
  rev: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  current: slotSet,
  /** Counts as soon as the keyring file is written under its key: that write is the one moment of change. */
  pending: slotSet.nullable(),
})
type SlotsFile = z.infer<typeof slotsFile>

/** The slots that count now. */
export interface KeySlots extends KeySlotSet {
  readonly vaultId: string
  readonly rev: number
  /** SHA-256 over the content, lower-case hexadecimal. */
  readonly hash: string
  /** A key rotation was interrupted; writing the file again tidies it. */
  readonly untidy: boolean
}

export const contextOf = (slots: Pick<KeySlots, 'vaultId' | 'keyVersion'>): KeySlotContext => ({
  vaultId: fromHex(slots.vaultId),
  keyVersion: slots.keyVersion,
})

export type KeySlotsFileFailureCode = 'key-slots-missing' | 'key-slots-damaged' | 'key-slots-older' | 'key-slots-newer'

const rank = (bytes: Uint8Array): number | undefined => {
  const parsed = parseSlots(bytes)
  return parsed.ok ? parsed.value.rev : undefined
}

/** Makes both copies the same before anyone signs in; see `mirrored-atomic-file.ts`. */
export const repairKeySlots = (path: string): ReturnType<typeof repairMirror> => repairMirror(path, rank)

/** `keyringKeyId`: key id in the keyring file's head; `undefined` when it cannot be read. */
export async function readKeySlots(path: string, keyringKeyId: string | undefined): Promise<Result<KeySlots, KeySlotsFileFailureCode>> {
  const { bytes } = await readMirrored(path, rank)
  if (bytes === undefined) {
    return err(
      'key-slots-missing',
      'The file with the key slots is missing. Nothing was changed and nothing new was made.',
      'Restore the folder from a backup.',
    )
  }
  const parsed = parseSlots(bytes)
  if (!parsed.ok) return parsed
  const { vaultId, rev, current, pending } = parsed.value
  const counts = pending !== null && pending.keyringKeyId === keyringKeyId ? pending : current
  return ok({ vaultId, rev, hash: checksum(parsed.value), ...counts, untidy: pending !== null })
}

function parseSlots(bytes: Uint8Array): Result<SlotsFile, KeySlotsFileFailureCode> {
  const read = findJson(new TextDecoder().decode(bytes))
  if (typeof read !== 'object' || read === null || !('check' in read)) return keySlotsDamaged
  if ('version' in read && typeof read.version === 'number') {
    if (read.version > VERSION) return err('key-slots-newer', ...writtenByNewer)
    if (read.version < VERSION) return err('key-slots-older', ...writtenByOlder)
  }
  const { check, ...rest } = read
  const parsed = slotsFile.safeParse(rest)
  if (!parsed.success || check !== checksum(parsed.data)) return keySlotsDamaged
  const { current, pending } = parsed.data
  const isUnique = ({ agents }: KeySlotSet) => new Set(agents.map((slot) => slot.agentId)).size === agents.length
  return isUnique(current) && (pending === null || isUnique(pending)) ? ok(parsed.data) : keySlotsDamaged
}

/** Replaces the file that `before` was read from. Returns its new number and hash. */
export async function writeKeySlots(
  path: string,
  before: Pick<KeySlots, 'vaultId' | 'rev'>,
  current: KeySlotSet,
  pending: KeySlotSet | null = null,
): Promise<Result<KeySlotsRevision, FileFailureCode>> {
  const rev = before.rev + 1
  const checked = slotsFile.parse({
    format: 'ra-desk-key-slots',
    version: VERSION,
    vaultId: before.vaultId,
    rev,
    current: bare(current),
    pending: pending === null ? null : bare(pending),
  })
  const hash = checksum(checked)
  const written = await writeMirrored(path, utf8(`${JSON.stringify({ ...checked, check: hash }, null, 2)}\n`))
  return written.ok ? ok({ rev, hash }) : written
}

const bare = ({ keyVersion, keyringKeyId, agents, recovery }: KeySlotSet): KeySlotSet => ({ keyVersion, keyringKeyId, agents, recovery })

/** SHA-256 over the parsed content in the schema's order. It has no key, so it finds accidents; the slots' own seals find intent. */
function checksum(slots: SlotsFile): string {
  return toHex(sha256(utf8(JSON.stringify(slots))))
}

/** Somebody put one of the files back. It opens nothing of today; the words say what to do. */
export const keySlotsBehind = err(
  'key-slots-behind',
  'The files of passphrases and keys in the data folder are older than the rest, or the rest is older than they are. Someone, or a program, put older copies back. An older passphrase must not open today’s cases, so nothing was opened. The cases are safe.',
  'Put the newer files back, for example from the history of the program that synchronises the folder. If you cannot, ask your RA manager to restore the newest backup.',
)
