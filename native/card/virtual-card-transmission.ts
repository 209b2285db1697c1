/** How a virtual card takes commands longer than one APDU and gives answers longer than one. */
import { concat, empty, toHex } from '../../domain/bytes.ts'
import { encodeResponse, longestShortAnswer, type DecodedCommand } from './apdu.ts'
import { instructions } from './piv.ts'
import { refuse } from './virtual-card-context.ts'
import type { VirtualCardState } from './virtual-card-state.ts'

/** Commands whose data may come in several APDUs (command chaining, SP 800-73-4 part 2 §2.4.2). */
const chainable: ReadonlySet<number> = new Set([instructions.putData, instructions.generalAuthenticate, instructions.generateKeyPair])
const longestChain = 0xffff
/** Bytes of name and lengths around the content of a data object. */
const objectEnvelope = 16

export function createCommandChain(memory: VirtualCardState): {
  /** The data of the whole chain after its last APDU, `undefined` before. `mayChain`: the PIV application is selected. */
  collect(command: DecodedCommand, mayChain: boolean): Uint8Array | undefined
  forget(): void
} {
  let chain: { readonly header: string; readonly data: Uint8Array } | undefined
  return {
    collect(command, mayChain) {
      const header = toHex(Uint8Array.of(command.ins, command.p1, command.p2))
      const before = chain?.header === header ? chain.data : empty
      chain = undefined
      const data = concat(before, command.data)
      if (data.length > longestChain) refuse(0x6700)
      // Refused at the piece that is one too many, not at the end of the chain.
      if (command.ins === instructions.putData && data.length > memory.largestObject + objectEnvelope)
        refuse(Number.parseInt(memory.objectRefusal, 16))
      if (command.cla !== 0x10) return data
      if (!mayChain) refuse(0x6d00)
      if (!chainable.has(command.ins)) refuse(0x6884)
      chain = { header, data }
      return undefined
    },
    forget() {
      chain = undefined
    },
  }
}

export function createAnswerQueue(memory: VirtualCardState): {
  /**
   * As much as the caller asked for and the card can give, and 61xx for the rest. A short command without Le gets up to 256 bytes, as T=1 cards do.
   */
  release(data: Uint8Array, le: number | undefined): Uint8Array
  /** Nothing yet, and 61xx: all of it waits. */
  hold(data: Uint8Array): Uint8Array
  /** GET RESPONSE (ISO/IEC 7816-4): the next part of what `release` held back. */
  getResponse(command: DecodedCommand): Uint8Array
  forget(): void
} {
  let waiting: Uint8Array = empty
  const release = (data: Uint8Array, le: number | undefined): Uint8Array => {
    const most = Math.min(le ?? longestShortAnswer, memory.longestAnswer)
    waiting = data.slice(most)
    if (waiting.length === 0) return encodeResponse({ data, sw: 0x9000 })
    return encodeResponse({ data: data.slice(0, most), sw: 0x6100 | (waiting.length > 0xff ? 0 : waiting.length) })
  }
  return {
    release,
    hold(data) {
      waiting = data
      return encodeResponse({ data: empty, sw: 0x6100 | (data.length > 0xff ? 0 : data.length) })
    },
    getResponse(command) {
      if (command.cla !== 0 || command.p1 !== 0 || command.p2 !== 0) refuse(0x6a86)
      if (waiting.length === 0) refuse(0x6985)
      return release(waiting, command.le)
    },
    forget() {
      waiting = empty
    },
  }
}

/** Which Le the card takes, and what it answers to others (`leRefusal`). */
export function createLengthCheck({ leRefusal }: VirtualCardState): {
  /** Refuses a command before it is carried out. */
  before(command: DecodedCommand): void
  /** The answer to the same command, which was refused a moment ago because of its Le. */
  kept(command: DecodedCommand): Uint8Array | undefined
  /** Refuses an Le longer than the answer, and keeps the answer for the command with the right one. */
  after(command: DecodedCommand, answer: Uint8Array): Uint8Array
} {
  let kept: { readonly command: string; readonly answer: Uint8Array } | undefined
  const nameOf = ({ cla, ins, p1, p2, data }: DecodedCommand): string => toHex(concat(Uint8Array.of(cla, ins, p1, p2), data))
  return {
    before({ le }) {
      if (le === longestShortAnswer && (leRefusal === '6700' || leRefusal === '6C00')) refuse(Number.parseInt(leRefusal, 16))
    },
    kept(command) {
      const same = kept?.command === nameOf(command) && command.le === kept.answer.length ? kept.answer : undefined
      kept = undefined
      return same
    },
    after(command, answer) {
      if (leRefusal !== '6Cxx' || command.le === undefined || command.le <= answer.length || answer.length === 0) return answer
      kept = { command: nameOf(command), answer }
      return refuse(0x6c00 | answer.length)
    },
  }
}

/** How long the card works at a command, in the time of its reader: only a key pair takes long. */
export function createWorkTime({ generateSeconds, keyOnFetch }: VirtualCardState): {
  begin(): void
  makeKey(): 'at-once' | 'at-fetch'
  fetch(): void
  /** Of the last command; counted once. */
  takeMilliseconds(): number
} {
  let busy = 0
  let owed = 0
  return {
    begin() {
      busy = 0
    },
    makeKey() {
      if (keyOnFetch) owed = generateSeconds * 1000
      else busy = generateSeconds * 1000
      return keyOnFetch ? 'at-fetch' : 'at-once'
    },
    fetch() {
      busy = owed
      owed = 0
    },
    takeMilliseconds() {
      const taken = busy
      busy = 0
      return taken
    },
  }
}
