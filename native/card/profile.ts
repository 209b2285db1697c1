/** What kind of card RA Desk writes, as data. One profile for now; another kind of card is another value of this type. */
import { algorithms, type KeyAlgorithm, type ManagementAlgorithm } from './piv.ts'

export interface CardProfile {
  readonly id: string
  readonly name: string
  /** `extended` tries long APDUs once and falls back to chaining when card or reader refuses them. */
  readonly transport: 'chained' | 'extended'
  readonly keyAlgorithm: KeyAlgorithm
  /** Undefined: ask the card's metadata, and take 3DES where it has none. */
  readonly managementAlgorithm: ManagementAlgorithm | undefined
  /** How many tries a card has that does not say so itself. */
  readonly tries: number
  readonly certificateYears: number
  /** Largest photograph, in bytes of JPEG, that still fits the container with its envelope. */
  readonly facialImageLimit: number
  /** Without a serial number a card cannot be told from another one of its kind, so it is refused. */
  readonly needsSerial: boolean
  /** Cards that must never be written, by answer to reset: often it is the agent's own. */
  readonly neverTouch: readonly { readonly atr: string; readonly what: string }[]
}

export const pivProfile: CardProfile = {
  id: 'piv-p256',
  name: 'PIV card, P-256',
  transport: 'extended',
  keyAlgorithm: algorithms.p256,
  managementAlgorithm: undefined,
  tries: 3,
  certificateYears: 2,
  facialImageLimit: 12_000,
  needsSerial: true,
  neverTouch: [
    { atr: '3BF91800008131FE454A434F503431563232AF', what: 'an NHS Care Identity Service smartcard' },
    { atr: '3B6A00FF4A434F50343156323231', what: 'an older NHS log-in card' },
  ],
}
