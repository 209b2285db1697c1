/** What a virtual card tells about itself, and how it is made blank again. */
import { concat, empty, fromHex, toHex, unsigned } from '../../domain/bytes.ts'
import type { DecodedCommand } from './apdu.ts'
import { algorithms, factory, instructions, nistRid, pivApplication, productionData, references } from './piv.ts'
import { tlv } from './tlv.ts'
import { noSecurity, printedNumber, refuse, type VirtualCommand } from './virtual-card-context.ts'
import { publicKeyParts } from './virtual-card-keys.ts'
import { factoryReferenceData, type VirtualCardState } from './virtual-card-state.ts'

/** Application property template, the answer to SELECT (SP 800-73-4 part 2 §3.1.1, table 3). */
export function applicationProperties(card: VirtualCardState): Uint8Array {
  return tlv(0x61, [
    tlv(0x4f, pivApplication.subarray(nistRid.length)),
    tlv(0x79, [tlv(0x4f, nistRid)]),
    tlv(0x50, new TextEncoder().encode('RA Desk virtual PIV card')),
    ...(card.listsAlgorithms ? algorithmTemplates(card) : []),
  ])
}

/** Tag 06 is the object identifier of the cryptographic suite; the fixed one is of secure messaging, CS2 (part 2 §4.1). */
function algorithmTemplates({ algorithmList, managementAlgorithms, keyAlgorithms }: VirtualCardState): Uint8Array[] {
  if (algorithmList === 'secure-messaging-only') return [fromHex('AC06800127060100')]
  const isCurve = (algorithm: number): boolean => algorithm === algorithms.p256 || algorithm === algorithms.p384
  const all = [...managementAlgorithms, ...keyAlgorithms].filter((each) => algorithmList !== 'without-curves' || !isCurve(each))
  const listed = all.map((algorithm) => tlv(0x80, Uint8Array.of(algorithm)))
  return algorithmList === 'template-each' ? listed.map((one) => tlv(0xac, [one, tlv(0x06)])) : [tlv(0xac, [...listed, tlv(0x06)])]
}

/** GET DATA of the card manager (GlobalPlatform): the life cycle data of a chip of a common make, with the serial number of this card. */
export function askCardManager({ serial }: VirtualCardState, command: DecodedCommand): Uint8Array {
  if (command.ins !== instructions.getDataShort) refuse(0x6d00)
  if (command.p1 * 0x100 + command.p2 !== productionData) refuse(0x6a88)
  return tlv(productionData, concat(fromHex('47905168479120813B003126'), unsigned(serial, 4), fromHex('1234'), new Uint8Array(24)))
}

const flag = (is: boolean): Uint8Array => Uint8Array.of(is ? 1 : 0)

/** How often the passcode is asked for with a key, as GET METADATA codes it. */
function passcodePolicy(reference: number): number {
  if (reference === references.signatureKey) return 3
  return reference === references.cardAuthenticationKey ? 1 : 2
}

/** GET METADATA (YubiKey, PivApplet) of the passcode, the PUK, the management key or a key pair. */
export const getMetadata: VirtualCommand = ({ memory }, command) => {
  if (!memory.metadata) return refuse(0x6d00)
  if (command.p1 !== 0x00) return refuse(0x6a86)
  if (command.p2 === references.passcode || command.p2 === references.puk) {
    const which = command.p2 === references.passcode ? 'passcode' : 'puk'
    const kept = memory[which]
    return concat(
      tlv(0x01, Uint8Array.of(0xff)),
      tlv(0x05, flag(kept.value === factoryReferenceData(which, 1).value)),
      tlv(0x06, Uint8Array.of(kept.total, kept.left)),
    )
  }
  if (command.p2 === references.managementKey) {
    return concat(
      tlv(0x01, Uint8Array.of(memory.management.algorithm)),
      tlv(0x02, Uint8Array.of(0, 1)),
      tlv(0x05, flag(memory.management.key === toHex(factory.managementKey))),
    )
  }
  const kept = memory.keys[printedNumber(command.p2)]
  if (!kept) return refuse(0x6a88)
  return concat(
    tlv(0x01, Uint8Array.of(kept.algorithm)),
    tlv(0x02, Uint8Array.of(passcodePolicy(command.p2), 1)),
    tlv(0x03, Uint8Array.of(1)),
    tlv(0x04, publicKeyParts(kept.algorithm, kept.pkcs8)),
  )
}

export const getVersion: VirtualCommand = ({ memory }) => Uint8Array.from(memory.version)

export const getSerial: VirtualCommand = ({ memory }) => (memory.hidesSerial ? refuse(0x6985) : unsigned(memory.serial, 4))

/** RESET (YubiKey): blank again, allowed only when passcode and PUK are both blocked. */
export const resetCard: VirtualCommand = (card, command) => {
  const { memory, security } = card
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
  Object.assign(security, noSecurity())
  card.remember()
  return empty
}
