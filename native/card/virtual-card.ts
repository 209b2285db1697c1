/**
 * A PIV card that answers raw APDUs, byte for byte as strict as hardware: NIST SP 800-73-4 with the extensions of YubiKey and PivApplet cards.
 * It sits below the APDU layer, so the same host code talks to it in process, over real PC/SC through vpcd, and to a real card.
 * Memory survives without power (`state`); the security status does not: a reset or a new SELECT forgets every log-in.
 * This file chooses the command; the commands lie in `virtual-card-*.ts`.
 */
import { empty, fromHex, sameBytes } from '../../domain/bytes.ts'
import { decodeCommand, encodeResponse, type DecodedCommand } from './apdu.ts'
import { cardManager, instructions, nistRid, pivApplication } from './piv.ts'
import { tlv } from './tlv.ts'
import { setManagementKey } from './virtual-card-authentication.ts'
import { noSecurity, Refusal, refuse, type VirtualCardContext, type VirtualCommand } from './virtual-card-context.ts'
import { applicationProperties, askCardManager, getMetadata, getSerial, getVersion, resetCard } from './virtual-card-information.ts'
import { generalAuthenticate, generateKeyPair } from './virtual-card-key-operations.ts'
import type { Random } from './virtual-card-keys.ts'
import { getData, putData } from './virtual-card-objects.ts'
import { changeReferenceData, resetRetryCounter, setRetries, verify } from './virtual-card-reference-data.ts'
import type { VirtualCardState } from './virtual-card-state.ts'
import { createAnswerQueue, createCommandChain, createLengthCheck, createWorkTime } from './virtual-card-transmission.ts'

export interface VirtualCard {
  readonly atr: Uint8Array
  /** Raw command in, raw response out (data, SW1, SW2). */
  transmit(command: Uint8Array): Uint8Array
  /** How long the last command took, in milliseconds of the reader's time; counted once. */
  takeWorkTime(): number
  /** What a reset or a power cycle does: volatile memory is lost. */
  reset(): void
  /** A copy of what the card remembers. */
  state(): VirtualCardState
}

const commands: Readonly<Record<number, VirtualCommand>> = {
  [instructions.verify]: verify,
  [instructions.changeReferenceData]: changeReferenceData,
  [instructions.resetRetryCounter]: resetRetryCounter,
  [instructions.generateKeyPair]: generateKeyPair,
  [instructions.generalAuthenticate]: generalAuthenticate,
  [instructions.getData]: getData,
  [instructions.putData]: putData,
  [instructions.getMetadata]: getMetadata,
  [instructions.getVersion]: getVersion,
  [instructions.getSerial]: getSerial,
  [instructions.setManagementKey]: setManagementKey,
  [instructions.setRetries]: setRetries,
  [instructions.reset]: resetCard,
}

/** Commands of the YubiKey and PivApplet families, as `lacks` names them. */
const extensionCommands = {
  serial: instructions.getSerial,
  version: instructions.getVersion,
  'set-retries': instructions.setRetries,
  'set-management-key': instructions.setManagementKey,
} as const

/** SELECT, SP 800-73-4 part 2 §3.1.1: the PIV application by its whole name or the start of it, or the card manager. */
function findApplication({ tellsChip }: VirtualCardState, { p1, p2, data }: DecodedCommand): 'card-manager' | 'piv' {
  if (p1 !== 0x04 || (p2 & 0xf3) !== 0x00) refuse(0x6a86)
  if (tellsChip && sameBytes(data, cardManager)) return 'card-manager'
  const isPiv =
    data.length >= nistRid.length && data.length <= pivApplication.length && sameBytes(data, pivApplication.subarray(0, data.length))
  return isPiv ? 'piv' : refuse(0x6a82)
}

export function createVirtualCard(given: {
  readonly state: VirtualCardState
  readonly random: Random
  /** Called with a copy before the answer leaves: a change outlives a lost answer. */
  readonly changed?: (state: VirtualCardState) => void
}): VirtualCard {
  const memory = structuredClone(given.state)
  const card: VirtualCardContext = {
    memory,
    security: noSecurity(),
    random: given.random,
    remember: () => given.changed?.(structuredClone(memory)),
  }
  const lacking: ReadonlySet<number> = new Set(memory.lacks.map((name) => extensionCommands[name]))
  let selected: 'nothing' | 'piv' | 'card-manager' = 'nothing'
  const chain = createCommandChain(memory)
  const answers = createAnswerQueue(memory)
  const lengths = createLengthCheck(memory)
  const work = createWorkTime(memory)

  const forget = (): void => {
    Object.assign(card.security, noSecurity())
    chain.forget()
    answers.forget()
  }

  const select = (command: DecodedCommand): Uint8Array => {
    selected = findApplication(memory, command)
    forget()
    return selected === 'card-manager' ? tlv(0x6f, [tlv(0x84, cardManager), tlv(0xa5)]) : applicationProperties(memory)
  }

  const answer = (bytes: Uint8Array): Uint8Array => {
    const command = decodeCommand(bytes)
    if (!command || (command.form === 'extended' && (!memory.extendedLength || bytes.length > memory.longestCommand))) return refuse(0x6700)
    if ((command.cla & 0x0c) !== 0) refuse(0x6882)
    if ((command.cla & 0x03) !== 0) refuse(0x6881)
    if (selected === 'card-manager' && command.cla === 0x80) return answers.release(askCardManager(memory, command), command.le)
    if (command.cla !== 0x00 && command.cla !== 0x10) refuse(0x6e00)
    lengths.before(command)
    if (command.ins === instructions.getResponse) {
      work.fetch()
      return answers.getResponse(command)
    }
    const kept = lengths.kept(command)
    if (kept) return answers.release(kept, command.le)
    answers.forget()
    const data = chain.collect(command, selected === 'piv')
    if (!data) return encodeResponse({ data: empty, sw: 0x9000 })
    const whole = { ...command, data }
    if (command.ins === instructions.select) return answers.release(select(whole), command.le)
    const run = commands[command.ins]
    if (selected !== 'piv' || !run || lacking.has(command.ins)) return refuse(0x6d00)
    const result = run(card, whole)
    if (command.ins === instructions.generateKeyPair && work.makeKey() === 'at-fetch') return answers.hold(result)
    return answers.release(lengths.after(command, result), command.le)
  }

  return {
    atr: fromHex(memory.atr),
    takeWorkTime: work.takeMilliseconds,
    transmit(bytes) {
      work.begin()
      try {
        return answer(bytes)
      } catch (reason) {
        if (reason instanceof Refusal) return encodeResponse({ data: empty, sw: reason.sw })
        throw reason
      }
    },
    reset() {
      selected = 'nothing'
      forget()
    },
    state: () => structuredClone(memory),
  }
}
