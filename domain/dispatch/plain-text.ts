/** Dates as they are drawn on paper. */
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** `2026-11-23` as `23 November 2026`. */
export function dateInWords(plainDate: string): string {
  const [year, month, day] = plainDate.split('-')
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`
}
