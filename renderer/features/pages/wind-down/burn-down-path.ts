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

/** Whole numbers, at most five, zero and the highest among them. */
export function findTicks(most: number): number[] {
  const step = Math.max(1, Math.ceil(most / 4))
  const ticks: number[] = []
  for (let tick = 0; tick < most - step / 2; tick += step) ticks.push(tick)
  return [...ticks, most]
}
