/** How values are shown to people, en-GB. */
const zone = 'Europe/London'
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
  timeZone: zone,
})

/** `1990-07-04` → `4 July 1990`. What is not a plain date is shown as it is. */
/** To go on in the middle of a sentence: `Create the identity in CIS` → `create the identity in CIS`. */
export const lowerFirst = (words: string): string => words.slice(0, 1).toLowerCase() + words.slice(1)

export function formatDate(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? day.format(new Date(`${iso}T00:00:00Z`)) : iso
}

/** An instant as the clock on the wall says it: `4 Jul 2026, 09:30`. */
export function formatDateTime(instant: string): string {
  const date = new Date(instant)
  return Number.isNaN(date.getTime()) ? instant : moment.format(date)
}

/** A wall-clock time without a zone, `2026-11-23T09:30` → `23 November 2026 at 09:30`. */
export function formatWallTime(wallTime: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/.exec(wallTime)
  return match ? `${formatDate(match[1]!)} at ${match[2]}` : wallTime
}

/** `+447700900123` → `07700 900123`. Other numbers keep their country code. */
export function formatMobile(e164: string): string {
  const national = /^\+44(7\d{3})(\d{6})$/.exec(e164)
  return national ? `0${national[1]} ${national[2]}` : e164
}

/** 12 digits in groups of four, as on the card. */
export function formatUuid(uuid: string): string {
  return /^\d{12}$/.test(uuid) ? `${uuid.slice(0, 4)} ${uuid.slice(4, 8)} ${uuid.slice(8)}` : uuid
}

/** `1234` → `1,234`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-GB')
}
