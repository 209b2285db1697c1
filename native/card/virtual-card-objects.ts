/** The PIV data objects of a virtual card. */
import { empty, fromBase64, readUnsigned, toBase64 } from '../../domain/bytes.ts'
import { containerLimits, objects, pivApplication } from './piv.ts'
import { tlv } from './tlv.ts'
import { needManagement, parseTlvs, printedNumber, refuse, type VirtualCardContext, type VirtualCommand } from './virtual-card-context.ts'

const tagList = 0x5c
const dataField = 0x53
/** Most bytes in a container that SP 800-73-4 part 1 appendix A does not name. */
const otherContainerLimit = 3052
/** Data objects that can be read only after the passcode (part 1 table 2). */
const readableAfterPasscodeOnly: ReadonlySet<number> = new Set([
  objects.printedInformation,
  objects.facialImage,
  objects.fingerprints,
  objects.irisImages,
])

/** Discovery object: the PIV application, and a usage policy of "the passcode, and no other" (part 1 §3.3.2). */
const discoveryObject = tlv(objects.discovery, [tlv(0x4f, pivApplication), tlv(0x5f2f, Uint8Array.of(0x40, 0x00))])

function readDiscovery({ memory }: VirtualCardContext): Uint8Array {
  if (memory.discovery === 'fixed') return discoveryObject
  const kept = memory.objects[printedNumber(objects.discovery)]
  return kept === undefined ? refuse(0x6a82) : tlv(objects.discovery, fromBase64(kept))
}

/** GET DATA, SP 800-73-4 part 2 §3.1.2: a tag list of one tag. */
export const getData: VirtualCommand = (card, command) => {
  const { memory, security } = card
  if (command.p1 !== 0x3f || command.p2 !== 0xff) refuse(0x6a86)
  const parts = parseTlvs(command.data)
  const wanted = parts.length === 1 && parts[0]!.tag === tagList ? parts[0]!.value : undefined
  if (!wanted || wanted.length === 0 || wanted.length > 3) return refuse(0x6a80)
  const tag = readUnsigned(wanted)
  if (tag === objects.discovery) return readDiscovery(card)
  if (readableAfterPasscodeOnly.has(tag) && !security.passcodeVerified) refuse(0x6982)
  const kept = memory.objects[printedNumber(tag)]
  return kept === undefined ? refuse(0x6a82) : tlv(dataField, fromBase64(kept))
}

/** PUT DATA, SP 800-73-4 part 2 §3.3.1: a tag list and the content, empty to empty the container. The discovery object comes in its own template. */
export const putData: VirtualCommand = (card, command) => {
  const { memory } = card
  if (command.p1 !== 0x3f || command.p2 !== 0xff) refuse(0x6a86)
  needManagement(card)
  const parts = parseTlvs(command.data)
  const [name, content] = parts
  if (parts.length === 1 && name?.tag === objects.discovery) {
    if (memory.discovery !== 'writable') return refuse(0x6a81)
    memory.objects = { ...memory.objects, [printedNumber(objects.discovery)]: toBase64(name.value) }
    card.remember()
    return empty
  }
  if (parts.length !== 2 || name?.tag !== tagList || content?.tag !== dataField || name.value.length !== 3) return refuse(0x6a80)
  const tag = readUnsigned(name.value)
  if (tag >> 8 !== 0x5fc1 && tag >> 8 !== 0x5fff) refuse(0x6a82)
  if (content.value.length > Math.min(containerLimits.get(tag) ?? otherContainerLimit, memory.largestObject))
    refuse(Number.parseInt(memory.objectRefusal, 16))
  const others = Object.entries(memory.objects).filter(([other]) => other !== printedNumber(tag))
  memory.objects = Object.fromEntries(content.value.length === 0 ? others : [...others, [printedNumber(tag), toBase64(content.value)]])
  card.remember()
  return empty
}
