/** What every command of a virtual card works on: the memory that survives a power cut, and the security status that does not. */
import { decodeTlvs, type Tlv } from './tlv.ts'
import type { DecodedCommand } from './apdu.ts'
import { references, type ManagementAlgorithm } from './piv.ts'
import type { Random } from './virtual-card-keys.ts'
import type { VirtualCardState } from './virtual-card-state.ts'

/** Forgotten at a reset and at every SELECT (SP 800-73-4 part 2 §2.4.1). */
export interface SecurityStatus {
  passcodeVerified: boolean
  managementAuthenticated: boolean
  /** What the next GENERAL AUTHENTICATE with the management key must answer. */
  pending: { readonly kind: 'witness' | 'challenge'; readonly algorithm: ManagementAlgorithm; readonly value: Uint8Array } | undefined
}

export interface VirtualCardContext {
  readonly memory: VirtualCardState
  readonly security: SecurityStatus
  readonly random: Random
  /** Tells the owner of the card, with a copy. Called before the answer leaves, so that a change outlives a lost answer. */
  remember(): void
}

/** One command: answers its data, or refuses with a status word. */
export type VirtualCommand = (card: VirtualCardContext, command: DecodedCommand) => Uint8Array

export const noSecurity = (): SecurityStatus => ({ passcodeVerified: false, managementAuthenticated: false, pending: undefined })

/** A status word on its way out; the only way in which a command ends early. */
export class Refusal {
  readonly sw: number
  constructor(sw: number) {
    this.sw = sw
  }
}

export function refuse(sw: number): never {
  throw new Refusal(sw)
}

export function needManagement({ security }: VirtualCardContext): void {
  if (!security.managementAuthenticated) refuse(0x6982)
}

export function parseTlvs(bytes: Uint8Array): readonly Tlv[] {
  const parts = decodeTlvs(bytes)
  return parts.ok ? parts.value : refuse(0x6a80)
}

/** A tag or a key reference as the standard prints it: "5FC102", "9A". */
export const printedNumber = (value: number): string => value.toString(16).toUpperCase()

export const keySlots: readonly number[] = [
  references.authenticationKey,
  references.signatureKey,
  references.keyManagementKey,
  references.cardAuthenticationKey,
]
