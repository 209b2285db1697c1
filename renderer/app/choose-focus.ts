/** Where the focus goes when the control that had it is gone: to what comes next at that place, and never to something that acts at once. */

export interface FocusCandidate {
  readonly kind: 'heading' | 'field' | 'link' | 'button'
  /** As on the screen. */
  readonly words: string
  /** A button that saves, or that takes something away: a second press of the same key must not set it off. */
  readonly acts: boolean
}

/** `after`: from the place of the lost control to the end of its part of the page, in order. Answers an index, or -1 for the heading of that part. */
export function chooseFocus(lostWords: string, after: readonly FocusCandidate[]): number {
  return after.findIndex(({ kind, words, acts }) => kind !== 'button' || (!acts && words !== lostWords))
}
