/** The key pairs of a card: made on it, and used on it. */
import { longestShortAnswer } from './apdu.ts'
import type { CardCommand, CardResult } from './card-command.ts'
import { authenticationTags as auth, instructions, type KeyAlgorithm } from './piv.ts'
import { publicKeyInfo, signatureInput } from './public-key.ts'
import { readPath, tlv } from './tlv.ts'

/** Answers DER SubjectPublicKeyInfo; one that is longer comes in pieces. */
export async function generateKey(command: CardCommand, reference: number, algorithm: KeyAlgorithm): Promise<CardResult<Uint8Array>> {
  const answer = await command({
    ins: instructions.generateKeyPair,
    p1: 0,
    p2: reference,
    data: tlv(0xac, [tlv(0x80, Uint8Array.of(algorithm))]),
    le: longestShortAnswer,
  })
  if (!answer.ok) return answer
  const content = readPath(answer.value, [0x7f49])
  return content.ok ? publicKeyInfo(algorithm, content.value) : content
}

export async function sign(
  command: CardCommand,
  reference: number,
  algorithm: KeyAlgorithm,
  message: Uint8Array,
): Promise<CardResult<Uint8Array>> {
  const template = tlv(auth.template, [tlv(auth.response), tlv(auth.challenge, signatureInput(algorithm, message))])
  const answer = await command({ ins: instructions.generalAuthenticate, p1: algorithm, p2: reference, data: template, le: 256 })
  return answer.ok ? readPath(answer.value, [auth.template, auth.response]) : answer
}
