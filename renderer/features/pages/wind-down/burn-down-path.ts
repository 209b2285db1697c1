/** Where the line of a burn-down chart runs. */
import type { BurnDownDay } from '../../../../domain/wind-down/campaign.ts'

export const WIDTH = 640
export const HEIGHT = 200

export const xOf = (index: number, count: number): number => (count < 2 ? WIDTH : (index / (count - 1)) * WIDTH)
export const yOf = (left: number, most: number): number => HEIGHT - (left / most) * HEIGHT

/** Steps, because nothing is settled between two days. */
export function stepPath(days: readonly BurnDownDay[], most: number): string {
  const [first, ...rest] = days
  if (!first) return ''
  const round = (value: number) => Math.round(value * 10) / 10
  return `M0 ${round(yOf(first.left, most))}${rest
    .map(({ left }, index) => `H${round(xOf(index + 1, days.length))}V${round(yOf(left, most))}`)
    .join('')}${rest.length === 0 ? `H${WIDTH}` : ''}`
}

const MOST_STEPS = 4

/** Round numbers at even distances from zero; the last is the first that is not below `most`. */
export function findTicks(most: number): number[] {
  const least = Math.max(1, most / MOST_STEPS)
  const power = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= least)!
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step)
}
