/** The key pairs of a virtual card: making them and signing with them. */
import { authenticationTags as auth, references } from './piv.ts'
import { findTlv, tlv } from './tlv.ts'
import { authenticateManagement } from './virtual-card-authentication.ts'
import { keySlots, needManagement, parseTlvs, printedNumber, refuse, type VirtualCommand } from './virtual-card-context.ts'
import { generatePrivateKey, isKeyAlgorithm, publicKeyParts, signRaw } from './virtual-card-keys.ts'

/** GENERATE ASYMMETRIC KEY PAIR, SP 800-73-4 part 2 §3.3.2: answers the public key. */
export const generateKeyPair: VirtualCommand = (card, command) => {
  const { memory, random } = card
  if (command.p1 !== 0x00) refuse(0x6a86)
  if (!keySlots.includes(command.p2)) refuse(0x6a88)
  needManagement(card)
  const template = findTlv(parseTlvs(command.data), 0xac)
  const algorithm = template && findTlv(parseTlvs(template), 0x80)
  if (algorithm?.length !== 1) return refuse(0x6a80)
  const chosen = algorithm[0]!
  if (!isKeyAlgorithm(chosen) || !memory.keyAlgorithms.includes(chosen)) return refuse(0x6a80)
  const pkcs8 = generatePrivateKey(chosen, random)
  memory.keys = { ...memory.keys, [printedNumber(command.p2)]: { algorithm: chosen, pkcs8 } }
  card.remember()
  return tlv(0x7f49, publicKeyParts(chosen, pkcs8))
}

/** GENERAL AUTHENTICATE, SP 800-73-4 part 2 §3.2.4: proves the management key, or signs with one of the keys. */
export const generalAuthenticate: VirtualCommand = (card, command) => {
  const { memory, security, random } = card
  const outer = parseTlvs(command.data)
  if (outer.length !== 1 || outer[0]!.tag !== auth.template) return refuse(0x6a80)
  const template = parseTlvs(outer[0]!.value)
  if (command.p2 === references.managementKey) return authenticateManagement(card, command.p1, template)
  if (!keySlots.includes(command.p2)) return refuse(0x6a88)
  const kept = memory.keys[printedNumber(command.p2)]
  if (!kept) return refuse(0x6a88)
  if (command.p1 !== kept.algorithm) return refuse(0x6a86)
  if (command.p2 !== references.cardAuthenticationKey && !security.passcodeVerified) return refuse(0x6982)
  const input = findTlv(template, auth.challenge)
  if (!input || findTlv(template, auth.response)?.length !== 0) return refuse(0x6a80)
  // 9C asks for the passcode before every single signature (part 1 §3.1.4).
  if (command.p2 === references.signatureKey) security.passcodeVerified = false
  const signature = signRaw(kept.algorithm, kept.pkcs8, input, random)
  return signature ? tlv(auth.template, [tlv(auth.response, signature)]) : refuse(0x6a80)
}
