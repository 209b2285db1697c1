/** How values are shown to people, en-GB. What `domain` writes into the history in the same way comes from there. */
export { formatDateTime, formatLongDate as formatDate, formatWallTime, groupUuid as formatUuid, lowerFirst } from '../../domain/format.ts'
export { formatPhone } from '../../domain/phone-number.ts'

export const upperFirst = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** `1234` → `1,234`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-GB')
}
