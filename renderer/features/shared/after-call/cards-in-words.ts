export const cardsInWords = (count: number): string => `${count} ${count === 1 ? 'card' : 'cards'}`

/** Labels carry the reference of the dispatch that is open: a card that stays behind needs another label. */
export function leftOutWarning(leftOut: number): string | undefined {
  if (leftOut === 0) return undefined
  return leftOut === 1
    ? '1 card that is ready too stays behind. Its label belongs to this dispatch, so it must be made again.'
    : `${leftOut} cards that are ready too stay behind. Their labels belong to this dispatch, so they must be made again.`
}
