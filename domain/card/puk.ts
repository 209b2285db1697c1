/** The PUK of a card (PIN unblocking key, SP 800-73-4 part 1 §2.3): eight digits, sealed in custody, that unblock the passcode. */

const PUK_DIGITS = 8
/** What every blank card has. */
export const FACTORY_PUK = '12345678'

/** Why a PUK must not be used, or `undefined`. The words never hold the PUK. */
export function findPukProblem(puk: string): string | undefined {
  if (!/^[0-9]{8}$/.test(puk)) return `The unblocking code must have ${PUK_DIGITS} digits.`
  if (puk === FACTORY_PUK) return 'The unblocking code is the one every blank card has.'
  if (new Set(puk).size === 1) return 'All digits of the unblocking code are the same.'
  return undefined
}

/** Draws PUKs until one has no problem. `randomInt` must be even over its range. Throws when it gives no usable PUK in 1,000 draws. */
export function drawPuk(randomInt: (minInclusive: number, maxExclusive: number) => number): string {
  for (let draws = 0; draws < 1_000; draws += 1) {
    const puk = String(randomInt(0, 10 ** PUK_DIGITS)).padStart(PUK_DIGITS, '0')
    if (findPukProblem(puk) === undefined) return puk
  }
  throw new Error('the random source gave no usable PUK in 1,000 draws')
}
