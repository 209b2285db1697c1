/** How dates and times are shown to people, en-GB. Times are those of the clock on the wall in the United Kingdom. */
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
  timeZone: 'Europe/London',
})

/** `1990-07-04` → `4 July 1990`. What is not a plain date is shown as it is. */
export function formatLongDate(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? day.format(new Date(`${iso}T00:00:00Z`)) : iso
}

/** Two plain dates, with what they share said once: `16 to 22 November 2026`. */
export function formatDays(from: string, to: string): string {
  if (from === to) return formatLongDate(to)
  const [fromDay = '', fromMonth = '', fromYear = ''] = formatLongDate(from).split(' ')
  const [, toMonth, toYear] = formatLongDate(to).split(' ')
  const left = fromYear !== toYear ? ` ${fromMonth} ${fromYear}` : fromMonth !== toMonth ? ` ${fromMonth}` : ''
  return `${fromDay}${left} to ${formatLongDate(to)}`
}

/** An instant as the clock on the wall shows it: `4 Jul 2026, 09:30`. */
export function formatDateTime(instant: string): string {
  const date = new Date(instant)
  return Number.isNaN(date.getTime()) ? instant : moment.format(date)
}

/** A wall-clock time without a zone, `2026-11-23T09:30` → `23 November 2026 at 09:30`. */
export function formatWallTime(wallTime: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/.exec(wallTime)
  return match ? `${formatLongDate(match[1]!)} at ${match[2]}` : wallTime
}

/** To go on in the middle of a sentence: `Create the identity in CIS` → `create the identity in CIS`. */
export const lowerFirst = (words: string): string => words.slice(0, 1).toLowerCase() + words.slice(1)

/** The 12-digit UUID in groups of four, as on the card. */
export const groupUuid = (uuid: string): string => uuid.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1 $2 $3')

export const peopleInWords = (count: number): string => (count === 1 ? '1 person' : `${count.toLocaleString('en-GB')} people`)
export const thingsInWords = (count: number): string => (count === 1 ? '1 thing' : `${count.toLocaleString('en-GB')} things`)
