/** What kind of card RA Desk writes, as data: another kind of card is another value of this type. The station chooses one by its id. */
import { USUAL_ATTEMPTS } from '../../domain/card/attempts.ts'
import { algorithms, type KeyAlgorithm, type ManagementAlgorithm } from './piv.ts'

export type CardProfileId = 'piv-p256' | 'piv-p384' | 'piv-rsa2048'

export interface CardProfile {
  readonly id: CardProfileId
  readonly name: string
  /** `extended` tries long APDUs once and falls back to chaining when card or reader refuses them. */
  readonly transport: 'chained' | 'extended'
  readonly keyAlgorithm: KeyAlgorithm
  /** Undefined: ask the card's metadata, and go by the length of the key (24 bytes: 3DES) where it has none. */
  readonly managementAlgorithm: ManagementAlgorithm | undefined
  /** For a key diversified from the station's master: the first of these that the card says it has. It has none: the algorithm stays. */
  readonly nextManagementAlgorithms: readonly ManagementAlgorithm[]
  /** How many attempts a card has that does not say so itself, and of whose stock nothing else is known. */
  readonly tries: number
  readonly certificateYears: number
  /** Largest photograph, in bytes of JPEG, that still fits the container with its envelope. */
  readonly facialImageLimit: number
  /** Bytes that a certificate of this kind of key needs: a card with less room is refused while it is still blank. */
  readonly certificateRoom: number
  /** Without a serial number a card cannot be told from another one of its kind, so it is refused. */
  readonly needsSerial: boolean
  /** Cards that must never be written, by answer to reset: often it is the agent's own. */
  readonly neverTouch: readonly { readonly atr: string; readonly what: string }[]
}

const piv = {
  transport: 'extended',
  managementAlgorithm: undefined,
  nextManagementAlgorithms: [algorithms.aes256, algorithms.aes192, algorithms.aes128],
  tries: USUAL_ATTEMPTS,
  certificateYears: 2,
  facialImageLimit: 12_000,
  needsSerial: true,
  neverTouch: [
    { atr: '3BF91800008131FE454A434F503431563232AF', what: 'an NHS Care Identity Service smartcard' },
    { atr: '3B6A00FF4A434F50343156323231', what: 'an older NHS log-in card' },
  ],
} as const satisfies Partial<CardProfile>

export const cardProfiles: Readonly<Record<CardProfileId, CardProfile>> = {
  'piv-p256': { ...piv, id: 'piv-p256', name: 'PIV card, P-256', keyAlgorithm: algorithms.p256, certificateRoom: 900 },
  'piv-p384': { ...piv, id: 'piv-p384', name: 'PIV card, P-384', keyAlgorithm: algorithms.p384, certificateRoom: 1_000 },
  // Made on the card in seconds or minutes, where a curve takes a fraction of a second: for relying systems that know no curves.
  'piv-rsa2048': { ...piv, id: 'piv-rsa2048', name: 'PIV card, RSA 2048', keyAlgorithm: algorithms.rsa2048, certificateRoom: 1_400 },
}

export const pivProfile: CardProfile = cardProfiles['piv-p256']
