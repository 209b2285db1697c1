/** Passcode and PUK of a virtual card: their values and how many attempts are left. */
import { timingSafeEqual } from 'node:crypto'
import { empty, fromHex, toHex } from '../../domain/bytes.ts'
import { referenceDataLength, references } from './piv.ts'
import { refuse, type VirtualCardContext, type VirtualCommand } from './virtual-card-context.ts'
import { factoryReferenceData, type VirtualCardState, type VirtualReferenceData } from './virtual-card-state.ts'

/** SP 800-73-4 part 2 §2.4.3: six to eight digits, then FF to the end. */
function isPasscodeForm(bytes: Uint8Array): boolean {
  const digits = bytes.findIndex((byte) => byte === 0xff)
  const length = digits === -1 ? bytes.length : digits
  return (
    bytes.length === referenceDataLength &&
    length >= 6 &&
    bytes.subarray(0, length).every((byte) => byte >= 0x30 && byte <= 0x39) &&
    bytes.subarray(length).every((byte) => byte === 0xff)
  )
}

export function sameSecret(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Takes an attempt off before it compares, as hardware does, so that cutting the power gives no free attempt. */
function check(card: VirtualCardContext, kept: VirtualReferenceData, value: Uint8Array): void {
  if (kept.left === 0) refuse(0x6983)
  const right = sameSecret(fromHex(kept.value), value)
  kept.left = right ? kept.total : kept.left - 1
  card.remember()
  if (!right) refuse(0x63c0 | kept.left)
}

/** VERIFY (PIN), SP 800-73-4 part 2 §3.2.1. Without data it asks how many attempts are left; P1 FF logs out. */
export const verify: VirtualCommand = (card, command) => {
  const { memory, security } = card
  if (command.p2 !== references.passcode) refuse(0x6a88)
  if (command.p1 === 0xff && command.data.length === 0) {
    security.passcodeVerified = false
    return empty
  }
  if (command.p1 !== 0x00) refuse(0x6a86)
  if (command.data.length === 0) {
    if (security.passcodeVerified) return empty
    return refuse(memory.passcode.left === 0 ? 0x6983 : 0x63c0 | memory.passcode.left)
  }
  if (memory.passcode.left === 0) refuse(0x6983)
  if (!isPasscodeForm(command.data)) refuse(0x6a80)
  security.passcodeVerified = false
  check(card, memory.passcode, command.data)
  security.passcodeVerified = true
  return empty
}

const secretRules: Readonly<Record<VirtualCardState['secretRule'], (value: string) => boolean>> = {
  none: () => true,
  'no-pairs': (value) => !/(.)\1/.test(value),
  'eight-long': (value) => value.length >= 8,
  'a-letter': (value) => /[a-z]/i.test(value),
}

/** A rule that the maker or the owner set, beyond the standard's form. Checked before any attempt is used up. */
function checkRule({ secretRule, secretRefusal }: VirtualCardState, padded: Uint8Array): void {
  const value = String.fromCharCode(...padded.filter((byte) => byte !== 0xff))
  if (!secretRules[secretRule](value)) refuse(Number.parseInt(secretRefusal, 16))
}

/** CHANGE REFERENCE DATA (PIN or PUK), SP 800-73-4 part 2 §3.2.2: the current value and the next one, eight bytes each. */
export const changeReferenceData: VirtualCommand = (card, command) => {
  const { memory, security } = card
  if (command.p1 !== 0x00) refuse(0x6a86)
  if (command.p2 !== references.passcode && command.p2 !== references.puk) refuse(0x6a88)
  const kept = command.p2 === references.passcode ? memory.passcode : memory.puk
  if (kept.left === 0) refuse(0x6983)
  if (command.data.length !== 2 * referenceDataLength) refuse(0x6a80)
  const next = command.data.slice(referenceDataLength)
  if (command.p2 === references.passcode && !isPasscodeForm(next)) refuse(0x6a80)
  checkRule(memory, next)
  if (command.p2 === references.passcode) security.passcodeVerified = false
  check(card, kept, command.data.subarray(0, referenceDataLength))
  kept.value = toHex(next)
  card.remember()
  return empty
}

/** RESET RETRY COUNTER (PIN with PUK), SP 800-73-4 part 2 §3.2.3: the PUK and the next passcode. */
export const resetRetryCounter: VirtualCommand = (card, command) => {
  const { memory } = card
  if (command.p1 !== 0x00) refuse(0x6a86)
  if (command.p2 !== references.passcode) refuse(0x6a88)
  if (memory.puk.left === 0) refuse(0x6983)
  if (command.data.length !== 2 * referenceDataLength) refuse(0x6a80)
  const next = command.data.slice(referenceDataLength)
  if (!isPasscodeForm(next)) refuse(0x6a80)
  check(card, memory.puk, command.data.subarray(0, referenceDataLength))
  memory.passcode = { ...memory.passcode, value: toHex(next), left: memory.passcode.total }
  card.remember()
  return empty
}

/** SET PIN RETRIES (YubiKey): attempts in P1 and P2. Puts both back to their factory values. */
export const setRetries: VirtualCommand = (card, command) => {
  const { memory, security } = card
  if (!security.managementAuthenticated || !security.passcodeVerified) refuse(0x6982)
  if (command.data.length !== 0) refuse(0x6700)
  if (command.p1 === 0 || command.p2 === 0 || command.p1 > 15 || command.p2 > 15) refuse(0x6a86)
  memory.passcode = factoryReferenceData('passcode', command.p1)
  memory.puk = factoryReferenceData('puk', command.p2)
  security.passcodeVerified = false
  card.remember()
  return empty
}
