export const cardsInWords = (count: number): string => `${count} ${count === 1 ? 'card' : 'cards'}`

/** A label shows the reference of the open dispatch, so a card that is left out needs another label. */
export function leftOutWarning(leftOut: number): string | undefined {
  if (leftOut === 0) return undefined
  return leftOut === 1
    ? '1 other card is ready but not on this list. Its label is for this dispatch, so you must make it again.'
    : `${leftOut} other cards are ready but not on this list. Their labels are for this dispatch, so you must make them again.`
}
