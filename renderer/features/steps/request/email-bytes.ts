/**
 * The bytes of an email, made ready to be taken apart: saved as UTF-16, with a mark at their beginning, with the line ends of an old Mac or with
 * the first line of a mailbox, they are the same email.
 */

export interface RawEmail {
  readonly bytes: Uint8Array
  /** One character for each byte, for looking. Never for showing. */
  readonly text: string
  /** The file was UTF-16, so its parts are no longer in the alphabet that their headers name. */
  readonly recoded: boolean
  /** The file is a mailbox with more than one email, of which this is the first. */
  readonly several: boolean
}

const utf16 = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  const [first, second, third, fourth] = bytes
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && third !== 0 && fourth === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && third === 0 && fourth !== 0)) return 'utf-16be'
  return undefined
}

/** A decoder that gives one character for each byte, so that places in its text are places in the bytes. */
const perByte = new TextDecoder('windows-1252')
export const textPerByte = (bytes: Uint8Array): string => perByte.decode(bytes)

export function toRawEmail(file: Uint8Array): RawEmail {
  const wide = file.length >= 4 ? utf16(file) : undefined
  // Both decoders drop a byte order mark.
  let bytes = wide === undefined ? file : new TextEncoder().encode(new TextDecoder(wide).decode(file))
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
  if (!bytes.includes(0x0a)) bytes = bytes.map((byte) => (byte === 0x0d ? 0x0a : byte))
  const text = textPerByte(bytes)
  const start = /^(?:[ \t]*\r?\n)*(?:>?From [^\r\n]*\r?\n)?/.exec(text)![0]
  const isMailbox = /From /.test(start)
  return {
    bytes: bytes.subarray(start.length),
    text: text.slice(start.length),
    recoded: wide !== undefined,
    several: isMailbox && /\n\r?\nFrom [^\r\n]{1,200}\r?\n[!-9;-~]{1,80}:/.test(text),
  }
}
