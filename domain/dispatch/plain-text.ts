/**
 * Text as it is drawn on paper: one line, canonically composed (NFC), every kind of blank and control character a single space,
 * invisible format characters (direction marks, joiners, byte order marks) gone. The stored name is never touched; only its drawing is.
 */
export function singleLine(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim()
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** `2026-11-23` as `23 November 2026`. */
export function dateInWords(plainDate: string): string {
  const [year, month, day] = plainDate.split('-')
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`
}
