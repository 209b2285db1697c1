/**
 * What of card traffic may be written down. Two fences:
 * - secrets (passcode, PUK, keys on their way to the card) are withheld always, everywhere;
 * - what the card says of a person or of itself (names, photograph, certificates, numbers) is withheld unless `personal` is `kept`, which is for
 *   benches with invented cards only.
 * Headers, lengths and status words stay: they say what went wrong. What is not known to be harmless is withheld.
 */
import { decodeCommand } from '../card/apdu.ts'
import { formatHex, sameBytes } from '../../domain/bytes.ts'
import { instructions as ins, objects, pivApplication, references } from '../card/piv.ts'
import { decodeTlvs, findTlv } from '../card/tlv.ts'

export interface Redactor {
  /** One command as it leaves. Call in order: pieces of a chain and their answers belong together. */
  command(bytes: Uint8Array): string
  /** The answer to the command before. */
  answer(bytes: Uint8Array): string
}

const importKey = 0xfe
/** By INS without its lowest bit: the odd twin (ISO 7816-4 §5.4.2) carries the same in BER-TLV. */
const secretInstructions: ReadonlySet<number> = new Set(
  [ins.verify, ins.changeReferenceData, ins.resetRetryCounter, ins.setManagementKey, importKey].map((one) => one & 0xfe),
)
const chained = 0x10

interface Verdict {
  readonly command: boolean
  readonly answer: boolean
}
const all: Verdict = { command: true, answer: true }
const none: Verdict = { command: false, answer: false }

export function createRedactor({ personal }: { readonly personal: 'withheld' | 'kept' }): Redactor {
  let now = none
  /** INS of the chain that is under way: its later pieces are judged as its first. */
  let chain: { readonly ins: number; readonly verdict: Verdict } | undefined

  const judge = (command: Uint8Array): Verdict => {
    const decoded = decodeCommand(command)
    // When the form cannot be read, no one can say where a secret begins.
    if (!decoded) return none
    if (decoded.ins === ins.getResponse) return { command: decoded.data.length === 0, answer: now.answer }
    const instruction = decoded.ins
    const more = (decoded.cla & chained) !== 0
    const secret = secretInstructions.has(instruction & 0xfe)
    const verdict = secret
      ? { command: decoded.data.length === 0, answer: personal === 'kept' }
      : personal === 'kept'
        ? all
        : chain?.ins === instruction
          ? chain.verdict
          : more
            ? { command: decoded.data.length === 0, answer: false }
            : harmless(instruction, decoded.p1, decoded.p2, decoded.data)
    chain = more ? { ins: instruction, verdict } : undefined
    return verdict
  }

  return {
    command(bytes) {
      now = judge(bytes)
      return now.command ? formatHex(bytes) : `${formatHex(bytes.subarray(0, 4))} [${String(Math.max(0, bytes.length - 4))} bytes withheld]`
    },
    answer(bytes) {
      // Data before SW1 SW2 is withheld; an answer without a status word is no data either.
      if (now.answer || bytes.length === 2) return formatHex(bytes)
      return bytes.length < 2
        ? `[${String(bytes.length)} bytes withheld]`
        : `[${String(bytes.length - 2)} bytes withheld] ${formatHex(bytes.subarray(-2))}`
    },
  }
}

/** The few things that say nothing of a person and carry no secret. */
function harmless(instruction: number, p1: number, p2: number, data: Uint8Array): Verdict {
  switch (instruction) {
    case ins.select:
      return p1 === 0x04 && data.length >= 5 && sameBytes(data, pivApplication.subarray(0, data.length)) ? all : none
    case ins.getData:
      return p1 === 0x3f && p2 === 0xff ? nameOnly(data) : none
    case ins.getVersion:
      return data.length === 0 ? all : none
    // The serial number names a card, and through it a person.
    case ins.getSerial:
      return { command: data.length === 0, answer: false }
    case ins.getMetadata:
      return { command: data.length === 0, answer: p2 === references.passcode || p2 === references.puk || p2 === references.managementKey }
    case ins.generateKeyPair:
      return { command: isKeyTemplate(data), answer: false }
    case ins.setRetries:
    case ins.reset:
      return data.length === 0 ? all : none
    default:
      return { command: data.length === 0, answer: false }
  }
}

/** GET DATA names what it wants: that stays, when it is a name alone. Only the discovery object is the same on all cards. */
function nameOnly(data: Uint8Array): Verdict {
  const parts = decodeTlvs(data)
  const name = parts.ok && parts.value.length === 1 ? findTlv(parts.value, 0x5c) : undefined
  if (!name || name.length > 3) return none
  return { command: true, answer: name.length === 1 && name[0] === objects.discovery }
}

function isKeyTemplate(data: Uint8Array): boolean {
  const outer = decodeTlvs(data)
  const template = outer.ok && outer.value.length === 1 ? findTlv(outer.value, 0xac) : undefined
  const inner = template && decodeTlvs(template)
  return inner?.ok === true && inner.value.every(({ tag, value }) => (tag === 0x80 || tag === 0xaa || tag === 0xab) && value.length === 1)
}
