/** How long a card is valid. */

const CARD_YEARS = 2

/** ISO plain date (UTC) on which a card written now expires. A card written on 29 February expires on 1 March. */
export function getCardExpiry(now: Date): string {
  const ends = new Date(now)
  ends.setUTCFullYear(ends.getUTCFullYear() + CARD_YEARS)
  return ends.toISOString().slice(0, 10)
}
