/** A calendar entry (RFC 5545) for the call. It names the case by its reference only: calendars are shared. */
export interface CalendarEntry {
  readonly caseReference: string
  /** Wall-clock time without a zone, so that the calendar shows what was agreed wherever it is opened. */
  readonly at: string
  /** When it was arranged, an instant in UTC. */
  readonly stamp: string
  /** Grows each time the call is arranged again, so that calendars move the entry instead of adding one. */
  readonly sequence: number
  readonly minutes: number
  readonly channel: string
}

export function calendarFile(entry: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//RA Desk//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${escapeText(entry.caseReference)}@ra-desk.invalid`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${entry.stamp.replace(/\.\d+/, '').replace(/[-:]/g, '')}`,
    `DTSTART:${entry.at.replace(/[-:]/g, '')}00`,
    `DURATION:PT${entry.minutes}M`,
    `SUMMARY:${escapeText(`Smartcard video call ${entry.caseReference}`)}`,
    `LOCATION:${escapeText(entry.channel)}`,
    `DESCRIPTION:${escapeText('Remote smartcard registration.\nOpen the case in RA Desk before the call.')}`,
    'CLASS:PRIVATE',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

/** RFC 5545 §3.3.11. Other control characters cannot stand in a text at all. */
export function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[\u0000-\u001f\u007f]/g, ' ')
}

/** RFC 5545 §3.1: lines of at most 75 bytes, never broken inside a character. */
function fold(line: string): string {
  const encoder = new TextEncoder()
  const parts: string[] = []
  let part = ''
  for (const character of line) {
    const room = parts.length === 0 ? 75 : 74
    if (encoder.encode(part + character).length > room) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part].join('\r\n ')
}
