/** Mutual authentication with the management key (SP 800-73-4 part 2 §3.2.4 and appendix A.1). A try that fails costs none. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { blockLength, decryptBlock, encryptBlock, managementAlgorithmsOfLength, managementKeyLength } from './block-cipher.ts'
import { concat } from '../../domain/bytes.ts'
import { done, failure, type CardCommand, type CardResult } from './card-command.ts'
import { readManagementAlgorithm } from './card-metadata.ts'
import { authenticationTags as auth, instructions, references, type ManagementAlgorithm } from './piv.ts'
import { readPath, tlv } from './tlv.ts'

export function digest(reference: number, ...parts: readonly Uint8Array[]): string {
  return createHash('sha256')
    .update(concat(Uint8Array.of(reference), ...parts))
    .digest('base64')
}

/** The card proves the key to us as well. Once refused, a key is not sent again: `refused` remembers it as a hash. */
export async function authenticateMutually(given: {
  readonly command: CardCommand
  readonly random: (length: number) => Uint8Array
  readonly refused: Set<string>
  readonly key: Uint8Array
  readonly algorithm: ManagementAlgorithm | undefined
}): Promise<CardResult<void>> {
  const { command, random, refused, key, algorithm } = given
  let used = algorithm
  if (used === undefined) {
    const told = await readManagementAlgorithm(command)
    if (!told.ok) return told
    used = told.value ?? managementAlgorithmsOfLength(key.length)[0]
  }
  const wrong = failure(
    'management-key-wrong',
    'The card does not accept the key of this workstation. Nothing was written to it.',
    'Use a blank card from the stock that this workstation was set up for.',
  )
  const proof = digest(references.managementKey, Uint8Array.of(used), key)
  if (key.length !== managementKeyLength(used) || refused.has(proof)) return wrong
  const ask = { ins: instructions.generalAuthenticate, p1: used, p2: references.managementKey, le: 256 }
  const first = await command({ ...ask, data: tlv(auth.template, [tlv(auth.witness)]) })
  if (!first.ok) return first
  const witness = readPath(first.value, [auth.template, auth.witness])
  if (!witness.ok) return witness
  if (witness.value.length !== blockLength(used))
    return failure('card-answer-malformed', 'The card sent a witness of the wrong length.', 'Set this card aside and take another.')
  const challenge = random(blockLength(used))
  const second = await command({
    ...ask,
    data: tlv(auth.template, [
      tlv(auth.witness, decryptBlock(used, key, witness.value)),
      tlv(auth.challenge, challenge),
      tlv(auth.response),
    ]),
  })
  if (!second.ok) {
    // 6982, and 6A80 of cards that call a wrong witness wrong data: the same form was right a moment ago.
    if (second.error.code !== 'not-authorised' && second.error.code !== 'wrong-data') return second
    refused.add(proof)
    return { ok: false, error: { ...wrong.error, sw: second.error.sw ?? 0x6982 } }
  }
  const response = readPath(second.value, [auth.template, auth.response])
  if (!response.ok) return response
  const expected = encryptBlock(used, key, challenge)
  return response.value.length === expected.length && timingSafeEqual(response.value, expected) ? done : wrong
}
