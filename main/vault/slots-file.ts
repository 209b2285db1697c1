/** `slots.json`: the ways to the vault key, readable without any key, with a checksum that tells damage from a wrong passphrase. */
import { z } from 'zod'
import { fromHex, toHex, utf8 } from '../../domain/record/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { FileFailureCode } from './atomic-file.ts'
import { sha256 } from './keys.ts'
import { healTwice, readTwice, writeTwice } from './twin-file.ts'
import { agentSlot, recoverySlot, slotDamaged, type SlotContext } from './slots.ts'

const VERSION = 1

const slotsFile = z.strictObject({
  format: z.literal('ra-desk-slots'),
  version: z.literal(VERSION),
  vaultId: z.string().regex(/^[0-9a-f]{32}$/),
  generation: z.number().int().min(1).max(0xffff_ffff),
  agents: z.array(agentSlot).min(1),
  recovery: recoverySlot,
})
export type SlotsFile = z.infer<typeof slotsFile>

export const contextOf = (slots: SlotsFile): SlotContext => ({ vaultId: fromHex(slots.vaultId), generation: slots.generation })

export type SlotsFailureCode = 'slots-missing' | 'slot-damaged' | 'slots-newer'

const rank = (bytes: Uint8Array): number | undefined => {
  const parsed = parseSlots(bytes)
  return parsed.ok ? parsed.value.generation : undefined
}

/** Makes both copies the same before anyone signs in; see `twin-file.ts`. */
export const healSlots = (path: string): ReturnType<typeof healTwice> => healTwice(path, rank)

export async function readSlots(path: string): Promise<Result<SlotsFile, SlotsFailureCode>> {
  const { bytes } = await readTwice(path, rank)
  if (bytes === undefined) {
    return err('slots-missing', 'The file that guards the vault key is missing. Nothing was changed and nothing new was made.', 'Restore the folder from a backup.')
  }
  return parseSlots(bytes)
}

function parseSlots(bytes: Uint8Array): Result<SlotsFile, SlotsFailureCode> {
  const read = parseJson(new TextDecoder().decode(bytes))
  if (typeof read !== 'object' || read === null || !('check' in read)) return slotDamaged
  if ('version' in read && typeof read.version === 'number' && read.version > VERSION) {
    return err('slots-newer', 'This folder was written by a newer version of RA Desk. Nothing was changed.', 'Use that version, or update this one.')
  }
  const { check, ...rest } = read
  const parsed = slotsFile.safeParse(rest)
  if (!parsed.success || check !== checksum(parsed.data)) return slotDamaged
  const ids = parsed.data.agents.map((slot) => slot.agentId)
  return new Set(ids).size === ids.length ? ok(parsed.data) : slotDamaged
}

export async function writeSlots(path: string, slots: SlotsFile): Promise<Result<void, FileFailureCode>> {
  const checked = slotsFile.parse(slots)
  return writeTwice(path, utf8(`${JSON.stringify({ ...checked, check: checksum(checked) }, null, 2)}\n`))
}

/** Over the parsed content in the schema's order: no key, so it finds accidents; the slots' own seals find intent. */
function checksum(slots: SlotsFile): string {
  return toHex(sha256(utf8(JSON.stringify(slots))))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
