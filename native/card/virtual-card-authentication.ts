/** The management key of a virtual card: proving it and replacing it. */
import { empty, fromHex, toHex } from '../../domain/bytes.ts'
import { blockLength, decryptBlock, encryptBlock, isManagementAlgorithm, managementKeyLength } from './block-cipher.ts'
import { algorithms, authenticationTags as auth, references } from './piv.ts'
import { findTlv, tlv, type Tlv } from './tlv.ts'
import { needManagement, refuse, type VirtualCardContext, type VirtualCommand } from './virtual-card-context.ts'
import { sameSecret } from './virtual-card-reference-data.ts'

/**
 * GENERAL AUTHENTICATE with the management key: mutual (witness) and external (challenge) authentication, SP 800-73-4 part 2 §3.2.4 and
 * appendix A.1. `template` is the content of the dynamic authentication template 7C.
 */
export function authenticateManagement(card: VirtualCardContext, algorithm: number, template: readonly Tlv[]): Uint8Array {
  const { memory, security, random } = card
  // 00 means the card's own default, which has always been 3DES.
  const used = algorithm === 0 ? algorithms.tripleDes : algorithm
  if (!isManagementAlgorithm(used) || used !== memory.management.algorithm) return refuse(0x6a86)
  const key = fromHex(memory.management.key)
  const length = blockLength(used)
  const witness = findTlv(template, auth.witness)
  const challenge = findTlv(template, auth.challenge)
  const response = findTlv(template, auth.response)
  const expected = security.pending
  security.pending = undefined
  if (witness?.length === 0 && (!challenge || challenge.length === 0) && !response?.length) {
    security.managementAuthenticated = false
    security.pending = { kind: 'witness', algorithm: used, value: random(length) }
    return tlv(auth.template, [tlv(auth.witness, encryptBlock(used, key, security.pending.value))])
  }
  if (challenge?.length === 0 && !witness && !response?.length) {
    security.managementAuthenticated = false
    security.pending = { kind: 'challenge', algorithm: used, value: random(length) }
    return tlv(auth.template, [tlv(auth.challenge, security.pending.value)])
  }
  if (witness && witness.length > 0 && challenge && !response?.length) {
    if (expected?.kind !== 'witness' || expected.algorithm !== used) return refuse(0x6985)
    if (challenge.length !== length) return refuse(0x6a80)
    if (!sameSecret(witness, expected.value)) return refuse(0x6982)
    security.managementAuthenticated = true
    return tlv(auth.template, [tlv(auth.response, encryptBlock(used, key, challenge))])
  }
  if (response && response.length > 0 && !witness && !challenge) {
    if (expected?.kind !== 'challenge' || expected.algorithm !== used) return refuse(0x6985)
    if (response.length !== length || !sameSecret(decryptBlock(used, key, response), expected.value)) return refuse(0x6982)
    security.managementAuthenticated = true
    return empty
  }
  return refuse(0x6a80)
}

/** SET MANAGEMENT KEY (YubiKey, PivApplet): algorithm, reference 9B, length, key. */
export const setManagementKey: VirtualCommand = (card, command) => {
  const { memory } = card
  if (command.p1 !== 0xff || command.p2 !== 0xff) refuse(0x6a86)
  needManagement(card)
  const [algorithm, reference, length] = command.data
  const key = command.data.slice(3)
  if (
    algorithm === undefined ||
    !isManagementAlgorithm(algorithm) ||
    !memory.managementAlgorithms.includes(algorithm) ||
    reference !== references.managementKey
  )
    return refuse(0x6a80)
  if (key.length !== length || key.length !== managementKeyLength(algorithm)) return refuse(0x6a80)
  memory.management = { algorithm, key: toHex(key) }
  card.remember()
  return empty
}
