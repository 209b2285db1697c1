/** What a card tells about itself beyond the standard: metadata of YubiKey and PivApplet cards, and which chip a Java card is. All of it costs nothing. */
import { isManagementAlgorithm } from './block-cipher.ts'
import { formatHex } from '../../domain/bytes.ts'
import { isAbsent, value, type CardCommand, type CardResult } from './card-command.ts'
import { algorithms, cardManager, instructions, productionData, references, type ManagementAlgorithm } from './piv.ts'
import { publicKeyInfo } from './public-key.ts'
import { changedNothing } from './status-word.ts'
import { decodeTlvs, findTlv, type Tlv } from './tlv.ts'

export interface Tries {
  /** Undefined when the card will not say (it answers "already verified"). */
  readonly left: number | undefined
  readonly total: number | undefined
}

export interface KeyMetadata {
  readonly algorithm: number
  readonly publicKey: Uint8Array | undefined
  /** Made on the card rather than brought to it; undefined when the card does not say. */
  readonly generated: boolean | undefined
}

export interface SecretMetadata {
  readonly isFactory: boolean | undefined
  readonly tries: Tries
}

async function metadata(command: CardCommand, reference: number): Promise<CardResult<readonly Tlv[] | undefined>> {
  const answer = await command({ ins: instructions.getMetadata, p1: 0, p2: reference, le: 256 })
  if (answer.ok) return decodeTlvs(answer.value)
  return isAbsent(answer.error) ? value(undefined) : answer
}

export async function readSecret(command: CardCommand, reference: 0x80 | 0x81): Promise<CardResult<SecretMetadata | undefined>> {
  const answer = await metadata(command, reference)
  if (!answer.ok) return answer
  if (!answer.value) return value(undefined)
  const tries = findTlv(answer.value, 0x06)
  const factory = findTlv(answer.value, 0x05)
  return value({
    isFactory: factory?.length === 1 ? factory[0] === 1 : undefined,
    tries: { total: tries?.[0], left: tries?.[1] },
  })
}

/** Undefined when there is no key there, or the card knows no metadata. */
export async function readKey(command: CardCommand, reference: number): Promise<CardResult<KeyMetadata | undefined>> {
  const answer = await metadata(command, reference)
  if (!answer.ok) return answer
  if (!answer.value) return value(undefined)
  const algorithm = findTlv(answer.value, 0x01)?.[0]
  if (algorithm === undefined) return value(undefined)
  const parts = findTlv(answer.value, 0x04)
  const origin = findTlv(answer.value, 0x03)?.[0]
  const generated = origin === undefined ? undefined : origin === 1
  if (!parts || (algorithm !== algorithms.p256 && algorithm !== algorithms.p384 && algorithm !== algorithms.rsa2048))
    return value({ algorithm, publicKey: undefined, generated })
  const publicKey = publicKeyInfo(algorithm, parts)
  return publicKey.ok ? value({ algorithm, publicKey: publicKey.value, generated }) : publicKey
}

export async function readManagementAlgorithm(command: CardCommand): Promise<CardResult<ManagementAlgorithm | undefined>> {
  const told = await readKey(command, references.managementKey)
  if (!told.ok) return told
  return value(told.value && isManagementAlgorithm(told.value.algorithm) ? told.value.algorithm : undefined)
}

/**
 * Date of fabrication, serial number and batch of the chip: bytes 10 to 17 of the production data (GlobalPlatform Card Specification 2.1.1 appendix F.2).
 * All zeros is what makers put there who do not number their chips.
 */
export async function readChip(
  command: CardCommand,
  selectAgain: () => Promise<CardResult<unknown>>,
): Promise<CardResult<string | undefined>> {
  const selected = await command({ ins: instructions.select, p1: 0x04, p2: 0, data: cardManager, le: 256 })
  if (!selected.ok && !changedNothing(selected.error)) return selected
  const answer = selected.ok
    ? await command({ cla: 0x80, ins: instructions.getDataShort, p1: productionData >> 8, p2: productionData & 0xff, le: 256 })
    : undefined
  if (answer && !answer.ok && !changedNothing(answer.error)) return answer
  const again = await selectAgain()
  if (!again.ok) return again
  const parts = answer?.ok ? decodeTlvs(answer.value) : undefined
  const data = parts?.ok ? findTlv(parts.value, productionData) : undefined
  if (data?.length !== 42) return value(undefined)
  const chip = data.subarray(10, 18)
  return value(chip.subarray(2, 6).every((byte) => byte === 0) ? undefined : formatHex(chip))
}
