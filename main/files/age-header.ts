/**
 * The beginning of a file in the age format (age-encryption.org/v1): lines of text, one stanza for each receiver, then a line that begins with
 * `---`. The library reads it without a limit, and tries a key exchange for each stanza; 1 MB of them keeps it busy for seconds.
 */

/** RA Desk writes one to four stanzas of some 100 bytes. */
export const MOST_HEADER_BYTES = 4_096
export const MOST_RECIPIENTS = 16

const AGE_MAGIC = 'age-encryption.org/v1\n'

/** `start`: the first `MOST_HEADER_BYTES` of the file, or all of it. */
export function findHeaderFault(start: Uint8Array): 'not-age' | 'header-too-long' | 'too-many-recipients' | undefined {
  const text = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, MOST_HEADER_BYTES)).toString('latin1')
  if (!text.startsWith(AGE_MAGIC)) return 'not-age'
  const end = text.indexOf('\n--- ')
  // A file that was cut off within its header is short: the library says so at once.
  if (end === -1) return start.length < MOST_HEADER_BYTES ? undefined : 'header-too-long'
  return text.slice(0, end).split('\n-> ').length - 1 > MOST_RECIPIENTS ? 'too-many-recipients' : undefined
}
