/** How large a page is drawn: as large as it is looked at, and never more pixels than a canvas holds, where Chromium would draw nothing. */

/** A page in points of 1/72 inch. */
export interface PageSize {
  readonly width: number
  readonly height: number
}

/** CSS pixels of a point at 100 %: life size. */
export const PIXELS_PER_POINT = 96 / 72

const LARGEST_SIDE = 8_192
export const MOST_PIXELS_A_PAGE = 12_000_000
const MOST_PIXELS = 64_000_000

/** Pixels for each point. `pages`: how many are on the screen at once, and share the memory. */
export function findScale({ width, height }: PageSize, wanted: number, pages: number): number {
  const pixels = Math.min(MOST_PIXELS_A_PAGE, MOST_PIXELS / pages)
  return Math.min(wanted, LARGEST_SIDE / width, LARGEST_SIDE / height, Math.sqrt(pixels / (width * height)))
}
