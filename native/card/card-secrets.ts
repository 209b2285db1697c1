/** Passcode, PUK and management key of a card: checking them, changing them, and reading how many attempts are left. */
import { concat } from '../../domain/bytes.ts'
import { managementKeyLength } from './block-cipher.ts'
import { done, value, type CardCommand, type CardResult } from './card-command.ts'
import { readSecret, type Tries } from './card-metadata.ts'
import { instructions, padReferenceData, references, type ManagementAlgorithm } from './piv.ts'
import type { GuardedCommand } from './sent-values.ts'
import { changedNothing } from './status-word.ts'

export function verifyPasscode(guarded: GuardedCommand, passcode: string): Promise<CardResult<void>> {
  const padded = padReferenceData(passcode)
  return guarded(references.passcode, padded, { ins: instructions.verify, p1: 0, p2: references.passcode, data: padded })
}

/** Passcode or PUK, from the value that the card has now. */
export function changeSecret(guarded: GuardedCommand, reference: 0x80 | 0x81, from: string, to: string): Promise<CardResult<void>> {
  const old = padReferenceData(from)
  return guarded(reference, old, { ins: instructions.changeReferenceData, p1: 0, p2: reference, data: concat(old, padReferenceData(to)) })
}

export function setManagementKey(guarded: GuardedCommand, algorithm: ManagementAlgorithm, key: Uint8Array): Promise<CardResult<void>> {
  if (key.length !== managementKeyLength(algorithm)) throw new RangeError('the management key has another length than its algorithm takes')
  // P2 = FF: no touch is asked for.
  return guarded(references.managementKey, key, {
    ins: instructions.setManagementKey,
    p1: 0xff,
    p2: 0xff,
    data: concat(Uint8Array.of(algorithm, references.managementKey, key.length), key),
  })
}

export async function setRetries(command: CardCommand, passcode: number, puk: number): Promise<CardResult<void>> {
  const answer = await command({ ins: instructions.setRetries, p1: passcode, p2: puk })
  return answer.ok ? done : answer
}

/** From metadata where the card knows it, and else from the counter of the passcode; such a card does not tell that of the PUK. */
export async function readRetries(
  command: CardCommand,
  selectAgain: () => Promise<CardResult<unknown>>,
): Promise<CardResult<{ readonly passcode: Tries; readonly puk: Tries | undefined }>> {
  const passcode = await readSecret(command, references.passcode)
  if (!passcode.ok) return passcode
  const puk = await readSecret(command, references.puk)
  if (!puk.ok) return puk
  if (passcode.value?.tries.left !== undefined) return value({ passcode: passcode.value.tries, puk: puk.value?.tries })
  const left = await readCounter(command, selectAgain)
  return left.ok ? value({ passcode: { left: left.value, total: undefined }, puk: puk.value?.tries }) : left
}

/** Undefined when the card does not tell its counter even after the passcode's log-in has been taken back. */
async function readCounter(command: CardCommand, selectAgain: () => Promise<CardResult<unknown>>): Promise<CardResult<number | undefined>> {
  const told = await verifyNothing(command)
  if (!told.ok || told.value !== undefined) return told
  // Log out (part 2 §3.2.1: P1 = FF), or where a card does not know that, select again; then the count is told.
  const loggedOut = await command({ ins: instructions.verify, p1: 0xff, p2: references.passcode })
  if (!loggedOut.ok && !changedNothing(loggedOut.error)) return loggedOut
  const afterLogOut = await verifyNothing(command)
  if (!afterLogOut.ok || afterLogOut.value !== undefined) return afterLogOut
  const again = await selectAgain()
  return again.ok ? verifyNothing(command) : again
}

/** Empty VERIFY asks for the counter without using a try; it answers 9000, and no count, once the passcode has been verified. */
async function verifyNothing(command: CardCommand): Promise<CardResult<number | undefined>> {
  const answer = await command({ ins: instructions.verify, p1: 0, p2: references.passcode })
  if (answer.ok) return value(undefined)
  if (answer.error.triesLeft !== undefined) return value(answer.error.triesLeft)
  return answer.error.code === 'passcode-blocked' ? value(0) : answer
}
