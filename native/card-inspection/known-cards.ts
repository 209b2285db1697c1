/**
 * Cards that can be told by their answer to reset, as data. `touch: false`: people work with such cards, so RA Desk never connects to one.
 * The NHS entries are those of the public list `smartcard_list.txt` of pcsc-tools.
 */
import { pivProfile } from '../card/profile.ts'

export interface KnownCard {
  /** Upper case hex; `..` stands for any one byte, and the end may be left open with `*`. */
  readonly atr: string
  readonly what: string
  readonly touch: boolean
}

export const knownCards: readonly KnownCard[] = [
  ...pivProfile.neverTouch.map(({ atr, what }) => ({ atr, what, touch: false })),
  { atr: '3B8F800180F9A000000308000010*', what: 'a PIV card that names its application in its answer to reset', touch: true },
  { atr: '3BFD1300008131FE158073C021C057597562694B657940', what: 'a YubiKey 5 (USB)', touch: true },
  { atr: '3BF81300008131FE15597562696B657934D4', what: 'a YubiKey 4 (USB)', touch: true },
  { atr: '3B80800101', what: 'a card that says nothing about itself', touch: true },
]

export function matchesAtr(pattern: string, atr: string): boolean {
  const open = pattern.endsWith('*')
  const body = open ? pattern.slice(0, -1) : pattern
  if (open ? atr.length < body.length : atr.length !== body.length) return false
  for (let at = 0; at < body.length; at += 2) {
    const byte = body.slice(at, at + 2)
    if (byte !== '..' && byte !== atr.slice(at, at + 2)) return false
  }
  return true
}

export function findKnownCard(atr: string): KnownCard | undefined {
  return knownCards.find((card) => matchesAtr(card.atr, atr.toUpperCase()))
}
