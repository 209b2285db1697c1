/** The same numbers for the same seed (mulberry32: small, and the same everywhere), so that a failure can be looked at again. */

/** 32 random bits at each call. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

/** From 0 to below `below`. */
export function seededRandom(seed: number): (below: number) => number {
  const next = mulberry32(seed)
  return (below) => next() % below
}
