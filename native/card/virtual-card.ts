/**
 * A PIV card that answers raw APDUs, byte for byte as strict as hardware: NIST SP 800-73-4 with the extensions of YubiKey and PivApplet cards.
 * It sits below the APDU layer, so the same host code talks to it in process, over real PC/SC through vpcd, and to a real card.
 * Memory survives without power (`state`), security status does not: a reset or a new SELECT forgets every log-in.
 */
import { timingSafeEqual } from 'node:crypto'
import { decodeCommand, encodeResponse, longestShortAnswer, type DecodedCommand } from './apdu.ts'
import { blockLength, decryptBlock, encryptBlock, isManagementAlgorithm, managementKeyLength } from './block-cipher.ts'
import { concat, empty, toHex, fromBase64, fromHex, sameBytes, toBase64, unsigned } from '../../domain/bytes.ts'
import {
  algorithms,
  authenticationTags as auth,
  cardManager,
  containerLimits,
  factory,
  instructions,
  nistRid,
  objects,
  pivApplication,
  productionData,
  references,
  type ManagementAlgorithm,
} from './piv.ts'
import { decodeTlvs, findTlv, tlv, type Tlv } from './tlv.ts'
import { generatePrivateKey, isKeyAlgorithm, publicKeyParts, signRaw, type Random } from './virtual-card-keys.ts'
import { factoryReferenceData, type VirtualCardState, type VirtualReferenceData } from './virtual-card-state.ts'

export interface VirtualCard {
  readonly atr: Uint8Array
  /** Raw command in, raw response out (data, SW1, SW2). */
  transmit(command: Uint8Array): Uint8Array
  /** What a reset or a power cycle does: volatile memory is gone. */
  reset(): void
  /** A copy of what the card remembers. */
  state(): VirtualCardState
}

/** A status word on its way out; the only way a command ends early. */
class Refusal {
  readonly sw: number
  constructor(sw: number) {
    this.sw = sw
  }
}

const refuse = (sw: number): never => {
  throw new Refusal(sw)
}

const keySlots: readonly number[] = [
  references.authenticationKey,
  references.signatureKey,
  references.keyManagementKey,
  references.cardAuthenticationKey,
]
const readableAfterPasscodeOnly: ReadonlySet<number> = new Set([
  objects.printedInformation,
  objects.facialImage,
  objects.fingerprints,
  objects.irisImages,
])
const otherContainerLimit = 3052
const longestChain = 0xffff
/** Name and lengths around the content of a data object. */
const objectEnvelope = 16
const chainable: ReadonlySet<number> = new Set([instructions.putData, instructions.generalAuthenticate, instructions.generateKeyPair])

/** Application property template (SP 800-73-4 part 2 table 3). */
function applicationProperties({ listsAlgorithms, managementAlgorithms, keyAlgorithms }: VirtualCardState): Uint8Array {
  const listed = [...managementAlgorithms, ...keyAlgorithms].map((algorithm) => tlv(0x80, Uint8Array.of(algorithm)))
  return tlv(0x61, [
    tlv(0x4f, pivApplication.subarray(nistRid.length)),
    tlv(0x79, [tlv(0x4f, nistRid)]),
    tlv(0x50, new TextEncoder().encode('RA Desk virtual PIV card')),
    ...(listsAlgorithms ? [tlv(0xac, [...listed, tlv(0x06)])] : []),
  ])
}

/** Discovery object: the PIV application, and a usage policy of "the passcode, and no other" (part 1 §3.3.2). */
const discoveryObject = tlv(objects.discovery, [tlv(0x4f, pivApplication), tlv(0x5f2f, Uint8Array.of(0x40, 0x00))])

const extensionCommands = {
  serial: instructions.getSerial,
  version: instructions.getVersion,
  'set-retries': instructions.setRetries,
  'set-management-key': instructions.setManagementKey,
} as const

const slotName = (reference: number): string => reference.toString(16).toUpperCase()
const tagName = (tag: number): string => tag.toString(16).toUpperCase()

function sameSecret(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

/** SP 800-73-4 part 2 §2.4.3: six to eight digits, then FF to the end. */
function isPasscodeForm(bytes: Uint8Array): boolean {
  const digits = bytes.findIndex((byte) => byte === 0xff)
  const length = digits === -1 ? bytes.length : digits
  return (
    bytes.length === 8 &&
    length >= 6 &&
    bytes.subarray(0, length).every((byte) => byte >= 0x30 && byte <= 0x39) &&
    bytes.subarray(length).every((byte) => byte === 0xff)
  )
}

export function createVirtualCard(given: {
  readonly state: VirtualCardState
  readonly random: Random
  /** Called before the answer leaves, with a copy: what is remembered is remembered even if the answer is lost. */
  readonly changed?: (state: VirtualCardState) => void
}): VirtualCard {
  const { random, changed } = given
  const memory = structuredClone(given.state)

  let selected = false
  /** The card manager instead. */
  let managerSelected = false
  let passcodeVerified = false
  let managementAuthenticated = false
  let pending: { readonly kind: 'witness' | 'challenge'; readonly algorithm: ManagementAlgorithm; readonly value: Uint8Array } | undefined
  let chain: { readonly header: string; readonly data: Uint8Array } | undefined
  let waiting: Uint8Array = empty

  const remember = (): void => changed?.(structuredClone(memory))
  const forgetSecurity = (): void => {
    passcodeVerified = false
    managementAuthenticated = false
    pending = undefined
    chain = undefined
    waiting = empty
  }
  const needManagement = (): void => {
    if (!managementAuthenticated) refuse(0x6982)
  }
  const parse = (bytes: Uint8Array): readonly Tlv[] => {
    const parts = decodeTlvs(bytes)
    return parts.ok ? parts.value : refuse(0x6a80)
  }

  /** Spends a try before it compares, as hardware does against a cut of power. */
  const check = (kept: VirtualReferenceData, value: Uint8Array): void => {
    if (kept.left === 0) refuse(0x6983)
    const right = sameSecret(fromHex(kept.value), value)
    kept.left = right ? kept.total : kept.left - 1
    remember()
    if (!right) refuse(0x63c0 | kept.left)
  }

  const select = (command: DecodedCommand): Uint8Array => {
    if (command.p1 !== 0x04 || (command.p2 & 0xf3) !== 0x00) refuse(0x6a86)
    const { data } = command
    if (memory.tellsChip && sameBytes(data, cardManager)) {
      selected = false
      managerSelected = true
      forgetSecurity()
      return tlv(0x6f, [tlv(0x84, cardManager), tlv(0xa5)])
    }
    if (data.length < nistRid.length || data.length > pivApplication.length || !sameBytes(data, pivApplication.subarray(0, data.length)))
      refuse(0x6a82)
    selected = true
    managerSelected = false
    forgetSecurity()
    return applicationProperties(memory)
  }

  const verify = (command: DecodedCommand): Uint8Array => {
    if (command.p2 !== references.passcode) refuse(0x6a88)
    if (command.p1 === 0xff && command.data.length === 0) {
      passcodeVerified = false
      return empty
    }
    if (command.p1 !== 0x00) refuse(0x6a86)
    if (command.data.length === 0) {
      if (passcodeVerified) return empty
      return refuse(memory.passcode.left === 0 ? 0x6983 : 0x63c0 | memory.passcode.left)
    }
    if (memory.passcode.left === 0) refuse(0x6983)
    if (!isPasscodeForm(command.data)) refuse(0x6a80)
    passcodeVerified = false
    check(memory.passcode, command.data)
    passcodeVerified = true
    return empty
  }

  const changeReferenceData = (command: DecodedCommand): Uint8Array => {
    if (command.p1 !== 0x00) refuse(0x6a86)
    if (command.p2 !== references.passcode && command.p2 !== references.puk) refuse(0x6a88)
    const kept = command.p2 === references.passcode ? memory.passcode : memory.puk
    if (kept.left === 0) refuse(0x6983)
    if (command.data.length !== 16) refuse(0x6a80)
    const next = command.data.slice(8)
    if (command.p2 === references.passcode && !isPasscodeForm(next)) refuse(0x6a80)
    if (command.p2 === references.passcode) passcodeVerified = false
    check(kept, command.data.subarray(0, 8))
    kept.value = toHex(next)
    remember()
    return empty
  }

  const resetRetryCounter = (command: DecodedCommand): Uint8Array => {
    if (command.p1 !== 0x00) refuse(0x6a86)
    if (command.p2 !== references.passcode) refuse(0x6a88)
    if (memory.puk.left === 0) refuse(0x6983)
    if (command.data.length !== 16) refuse(0x6a80)
    const next = command.data.slice(8)
    if (!isPasscodeForm(next)) refuse(0x6a80)
    check(memory.puk, command.data.subarray(0, 8))
    memory.passcode = { ...memory.passcode, value: toHex(next), left: memory.passcode.total }
    remember()
    return empty
  }

  const readDiscovery = (): Uint8Array => {
    if (memory.discovery === 'fixed') return discoveryObject
    const kept = memory.objects[tagName(objects.discovery)]
    return kept === undefined ? refuse(0x6a82) : tlv(objects.discovery, fromBase64(kept))
  }

  const getData = (command: DecodedCommand): Uint8Array => {
    if (command.p1 !== 0x3f || command.p2 !== 0xff) refuse(0x6a86)
    const parts = parse(command.data)
    const wanted = parts.length === 1 && parts[0]!.tag === 0x5c ? parts[0]!.value : undefined
    if (!wanted || wanted.length === 0 || wanted.length > 3) return refuse(0x6a80)
    const tag = wanted.reduce((value, byte) => value * 0x100 + byte, 0)
    if (tag === objects.discovery) return readDiscovery()
    if (readableAfterPasscodeOnly.has(tag) && !passcodeVerified) refuse(0x6982)
    const kept = memory.objects[tagName(tag)]
    return kept === undefined ? refuse(0x6a82) : tlv(0x53, fromBase64(kept))
  }

  const putData = (command: DecodedCommand): Uint8Array => {
    if (command.p1 !== 0x3f || command.p2 !== 0xff) refuse(0x6a86)
    needManagement()
    const parts = parse(command.data)
    const [name, content] = parts
    // The discovery object comes without a name, in its own template (part 2 §3.3.2).
    if (parts.length === 1 && name?.tag === objects.discovery) {
      if (memory.discovery !== 'writable') return refuse(0x6a81)
      memory.objects = { ...memory.objects, [tagName(objects.discovery)]: toBase64(name.value) }
      remember()
      return empty
    }
    if (parts.length !== 2 || name?.tag !== 0x5c || content?.tag !== 0x53 || name.value.length !== 3) return refuse(0x6a80)
    const tag = name.value.reduce((value, byte) => value * 0x100 + byte, 0)
    if (tag >> 8 !== 0x5fc1 && tag >> 8 !== 0x5fff) refuse(0x6a82)
    if (content.value.length > Math.min(containerLimits.get(tag) ?? otherContainerLimit, memory.largestObject)) refuse(0x6a84)
    // An empty 53 is how a container is emptied.
    const kept = Object.entries(memory.objects).filter(([other]) => other !== tagName(tag))
    memory.objects = Object.fromEntries(content.value.length === 0 ? kept : [...kept, [tagName(tag), toBase64(content.value)]])
    remember()
    return empty
  }

  const generateKeyPair = (command: DecodedCommand): Uint8Array => {
    if (command.p1 !== 0x00) refuse(0x6a86)
    if (!keySlots.includes(command.p2)) refuse(0x6a88)
    needManagement()
    const template = findTlv(parse(command.data), 0xac)
    const algorithm = template && findTlv(parse(template), 0x80)
    if (algorithm?.length !== 1) return refuse(0x6a80)
    const chosen = algorithm[0]!
    if (!isKeyAlgorithm(chosen) || !memory.keyAlgorithms.includes(chosen)) return refuse(0x6a80)
    const pkcs8 = generatePrivateKey(chosen, random)
    memory.keys = { ...memory.keys, [slotName(command.p2)]: { algorithm: chosen, pkcs8 } }
    remember()
    return tlv(0x7f49, publicKeyParts(chosen, pkcs8))
  }

  /** Mutual (witness) and external (challenge) authentication with the management key: SP 800-73-4 part 2 §3.2.4 and appendix A.1. */
  const authenticateManagement = (algorithm: number, template: readonly Tlv[]): Uint8Array => {
    // 00 means the card's own default, which has always been 3DES.
    const used = algorithm === 0 ? algorithms.tripleDes : algorithm
    const { management } = memory
    if (!isManagementAlgorithm(used) || used !== management.algorithm) return refuse(0x6a86)
    const key = fromHex(management.key)
    const length = blockLength(used)
    const witness = findTlv(template, auth.witness)
    const challenge = findTlv(template, auth.challenge)
    const response = findTlv(template, auth.response)
    const expected = pending
    pending = undefined
    if (witness?.length === 0 && (!challenge || challenge.length === 0) && !response?.length) {
      managementAuthenticated = false
      pending = { kind: 'witness', algorithm: used, value: random(length) }
      return tlv(auth.template, [tlv(auth.witness, encryptBlock(used, key, pending.value))])
    }
    if (challenge?.length === 0 && !witness && !response?.length) {
      managementAuthenticated = false
      pending = { kind: 'challenge', algorithm: used, value: random(length) }
      return tlv(auth.template, [tlv(auth.challenge, pending.value)])
    }
    if (witness && witness.length > 0 && challenge && !response?.length) {
      if (expected?.kind !== 'witness' || expected.algorithm !== used) return refuse(0x6985)
      if (challenge.length !== length) return refuse(0x6a80)
      if (!sameSecret(witness, expected.value)) return refuse(0x6982)
      managementAuthenticated = true
      return tlv(auth.template, [tlv(auth.response, encryptBlock(used, key, challenge))])
    }
    if (response && response.length > 0 && !witness && !challenge) {
      if (expected?.kind !== 'challenge' || expected.algorithm !== used) return refuse(0x6985)
      if (response.length !== length || !sameSecret(decryptBlock(used, key, response), expected.value)) return refuse(0x6982)
      managementAuthenticated = true
      return empty
    }
    return refuse(0x6a80)
  }

  const generalAuthenticate = (command: DecodedCommand): Uint8Array => {
    const outer = parse(command.data)
    if (outer.length !== 1 || outer[0]!.tag !== auth.template) return refuse(0x6a80)
    const template = parse(outer[0]!.value)
    if (command.p2 === references.managementKey) return authenticateManagement(command.p1, template)
    if (!keySlots.includes(command.p2)) return refuse(0x6a88)
    const kept = memory.keys[slotName(command.p2)]
    if (!kept) return refuse(0x6a88)
    if (command.p1 !== kept.algorithm) return refuse(0x6a86)
    if (command.p2 !== references.cardAuthenticationKey && !passcodeVerified) return refuse(0x6982)
    const input = findTlv(template, auth.challenge)
    if (!input || findTlv(template, auth.response)?.length !== 0) return refuse(0x6a80)
    // 9C asks for the passcode before every single signature (part 1 §3.1.4).
    if (command.p2 === references.signatureKey) passcodeVerified = false
    const signature = signRaw(kept.algorithm, kept.pkcs8, input, random)
    return signature ? tlv(auth.template, [tlv(auth.response, signature)]) : refuse(0x6a80)
  }

  const getMetadata = (command: DecodedCommand): Uint8Array => {
    if (!memory.metadata) return refuse(0x6d00)
    if (command.p1 !== 0x00) return refuse(0x6a86)
    const yes = (is: boolean): Uint8Array => Uint8Array.of(is ? 1 : 0)
    if (command.p2 === references.passcode || command.p2 === references.puk) {
      const which = command.p2 === references.passcode ? 'passcode' : 'puk'
      const kept = memory[which]
      return concat(
        tlv(0x01, Uint8Array.of(0xff)),
        tlv(0x05, yes(kept.value === factoryReferenceData(which, 1).value)),
        tlv(0x06, Uint8Array.of(kept.total, kept.left)),
      )
    }
    if (command.p2 === references.managementKey) {
      return concat(
        tlv(0x01, Uint8Array.of(memory.management.algorithm)),
        tlv(0x02, Uint8Array.of(0, 1)),
        tlv(0x05, yes(memory.management.key === toHex(factory.managementKey))),
      )
    }
    const kept = memory.keys[slotName(command.p2)]
    if (!kept) return refuse(0x6a88)
    const passcodePolicy = command.p2 === references.signatureKey ? 3 : command.p2 === references.cardAuthenticationKey ? 1 : 2
    return concat(
      tlv(0x01, Uint8Array.of(kept.algorithm)),
      tlv(0x02, Uint8Array.of(passcodePolicy, 1)),
      tlv(0x03, Uint8Array.of(1)),
      tlv(0x04, publicKeyParts(kept.algorithm, kept.pkcs8)),
    )
  }

  const setManagementKey = (command: DecodedCommand): Uint8Array => {
    if (command.p1 !== 0xff || command.p2 !== 0xff) refuse(0x6a86)
    needManagement()
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
    remember()
    return empty
  }

  const setRetries = (command: DecodedCommand): Uint8Array => {
    if (!managementAuthenticated || !passcodeVerified) refuse(0x6982)
    if (command.data.length !== 0) refuse(0x6700)
    if (command.p1 === 0 || command.p2 === 0 || command.p1 > 15 || command.p2 > 15) refuse(0x6a86)
    memory.passcode = factoryReferenceData('passcode', command.p1)
    memory.puk = factoryReferenceData('puk', command.p2)
    passcodeVerified = false
    remember()
    return empty
  }

  const reset = (command: DecodedCommand): Uint8Array => {
    if (command.p1 !== 0 || command.p2 !== 0) refuse(0x6a86)
    if (memory.passcode.left !== 0 || memory.puk.left !== 0) refuse(0x6985)
    const algorithm = memory.managementAlgorithms.includes(algorithms.tripleDes) ? algorithms.tripleDes : algorithms.aes192
    Object.assign(memory, {
      keys: {},
      objects: {},
      management: { algorithm, key: toHex(factory.managementKey) },
      passcode: factoryReferenceData('passcode', 3),
      puk: factoryReferenceData('puk', 3),
    })
    forgetSecurity()
    remember()
    return empty
  }

  const lacking: ReadonlySet<number> = new Set(memory.lacks.map((name) => extensionCommands[name]))
  const handlers: Readonly<Record<number, (command: DecodedCommand) => Uint8Array>> = {
    [instructions.verify]: verify,
    [instructions.changeReferenceData]: changeReferenceData,
    [instructions.resetRetryCounter]: resetRetryCounter,
    [instructions.generateKeyPair]: generateKeyPair,
    [instructions.generalAuthenticate]: generalAuthenticate,
    [instructions.getData]: getData,
    [instructions.putData]: putData,
    [instructions.getMetadata]: getMetadata,
    [instructions.getVersion]: () => Uint8Array.from(memory.version),
    [instructions.getSerial]: () => unsigned(memory.serial, 4),
    [instructions.setManagementKey]: setManagementKey,
    [instructions.setRetries]: setRetries,
    [instructions.reset]: reset,
  }

  /** As much as the caller asked for and the card can, and 61xx for the rest. A short command without Le gets up to 256 bytes, as T=1 cards do. */
  const release = (data: Uint8Array, le: number | undefined): Uint8Array => {
    const room = Math.min(le ?? longestShortAnswer, memory.longestAnswer)
    waiting = data.slice(room)
    if (waiting.length === 0) return encodeResponse({ data, sw: 0x9000 })
    return encodeResponse({ data: data.slice(0, room), sw: 0x6100 | (waiting.length > 0xff ? 0 : waiting.length) })
  }

  const answer = (bytes: Uint8Array): Uint8Array => {
    const command = decodeCommand(bytes)
    if (!command || (command.form === 'extended' && (!memory.extendedLength || bytes.length > memory.longestCommand))) return refuse(0x6700)
    if ((command.cla & 0x0c) !== 0) refuse(0x6882)
    if ((command.cla & 0x03) !== 0) refuse(0x6881)
    if (managerSelected && command.cla === 0x80) {
      if (command.ins !== instructions.getDataShort) refuse(0x6d00)
      if (command.p1 * 0x100 + command.p2 !== productionData) refuse(0x6a88)
      return release(
        tlv(productionData, concat(fromHex('47905168479120813B003126'), unsigned(memory.serial, 4), fromHex('1234'), new Uint8Array(24))),
        command.le,
      )
    }
    if (command.cla !== 0x00 && command.cla !== 0x10) refuse(0x6e00)

    if (command.ins === instructions.getResponse) {
      if (command.cla !== 0 || command.p1 !== 0 || command.p2 !== 0) refuse(0x6a86)
      if (waiting.length === 0) refuse(0x6985)
      return release(waiting, command.le)
    }
    waiting = empty

    const header = toHex(Uint8Array.of(command.ins, command.p1, command.p2))
    const before = chain?.header === header ? chain.data : empty
    chain = undefined
    const data = concat(before, command.data)
    if (data.length > longestChain) refuse(0x6700)
    // What cannot fit is refused with the piece that is one too many, not at the end.
    if (command.ins === instructions.putData && data.length > memory.largestObject + objectEnvelope) refuse(0x6a84)
    if (command.cla === 0x10) {
      if (!selected) refuse(0x6d00)
      if (!chainable.has(command.ins)) refuse(0x6884)
      chain = { header, data }
      return encodeResponse({ data: empty, sw: 0x9000 })
    }
    const whole = { ...command, data }
    if (command.ins === instructions.select) return release(select(whole), command.le)
    const handler = handlers[command.ins]
    if (!selected || !handler || lacking.has(command.ins)) return refuse(0x6d00)
    return release(handler(whole), command.le)
  }

  return {
    atr: fromHex(memory.atr),
    transmit(bytes) {
      try {
        return answer(bytes)
      } catch (reason) {
        if (reason instanceof Refusal) return encodeResponse({ data: empty, sw: reason.sw })
        throw reason
      }
    },
    reset() {
      selected = false
      managerSelected = false
      forgetSecurity()
    },
    state: () => structuredClone(memory),
  }
}
