/**
 * How long a card may think about one command. A card that works asks its reader for more time (waiting time extension), so a long answer is
 * no fault; but a card or driver that hangs never comes back, and the service has no time-out of its own (PC/SC part 5 knows none for
 * SCardTransmit). After the limit the command counts as lost: it may or may not have been carried out, and is never sent again by itself.
 */
import { decodeCommand } from '../card/apdu.ts'
import { algorithms, instructions } from '../card/piv.ts'
import { decodeTlvs, findTlv } from '../card/tlv.ts'

const seconds = 1000

export const timeLimits = {
  /** Reading, selecting, verifying: tens of milliseconds on a card that is well. */
  usual: 20 * seconds,
  /** Writing to its memory, signing. */
  slow: 60 * seconds,
  /** A key pair on an elliptic curve. */
  keyPair: 90 * seconds,
  /** A pair of RSA primes is found by trying: a minute is usual, three have been seen. */
  rsaKeyPair: 300 * seconds,
  /** Powering a card up, and letting go of it. */
  connect: 30 * seconds,
  disconnect: 10 * seconds,
} as const

const slowInstructions: ReadonlySet<number> = new Set([
  instructions.generalAuthenticate,
  instructions.putData,
  instructions.setRetries,
  instructions.reset,
  instructions.setManagementKey,
])
const curves: ReadonlySet<number> = new Set([algorithms.p256, algorithms.p384])

/** In milliseconds. A key pair whose kind cannot be read gets the longest time. */
export function timeLimit(command: Uint8Array): number {
  const instruction = command[1]
  if (instruction === instructions.generateKeyPair) return curves.has(keyKind(command) ?? -1) ? timeLimits.keyPair : timeLimits.rsaKeyPair
  return instruction !== undefined && slowInstructions.has(instruction) ? timeLimits.slow : timeLimits.usual
}

/** The limits of the commands of one connection. GET RESPONSE may fetch what the card is still working on, so it gets the time of the command before it. */
export function followLimits(limit: (command: Uint8Array) => number): (command: Uint8Array) => number {
  let before: number | undefined
  return (command) => {
    const isFetch = command[1] === instructions.getResponse
    before = isFetch && before !== undefined ? before : limit(command)
    return before
  }
}

/** `AC { 80 algorithm }` of GENERATE ASYMMETRIC KEY PAIR (SP 800-73-4 part 2 §3.3.2). */
function keyKind(command: Uint8Array): number | undefined {
  const outer = decodeTlvs(decodeCommand(command)?.data ?? new Uint8Array(0))
  const template = outer.ok ? findTlv(outer.value, 0xac) : undefined
  const inner = template && decodeTlvs(template)
  return inner?.ok ? findTlv(inner.value, 0x80)?.[0] : undefined
}
