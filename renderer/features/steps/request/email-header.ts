/** The header of an email or of one of its parts: its fields as they are written, and what they say of the part. */
import { textPerByte } from './email-bytes.ts'

/** The first field of each name that is read; the others may be long and say nothing here. */
const READ = new Set(['from', 'subject', 'date', 'received', 'content-type', 'content-transfer-encoding', 'content-disposition'])

export type HeaderFields = ReadonlyMap<string, string>

export interface HeaderEnd {
  readonly fields: HeaderFields
  /** Where the body begins; the end of the text when there is none. */
  readonly body: number
  readonly hasBody: boolean
}

/** Reads the header that begins at `from`. Letters beyond ASCII are UTF-8, or else Windows-1252. */
export function readHeader(bytes: Uint8Array, text: string, from: number, to: number): HeaderEnd {
  const blank = /(?:^|\n)\r?\n/gy
  let end = to
  let body = to
  if (text[from] === '\n' || text.startsWith('\r\n', from)) {
    end = from
    body = from + (text[from] === '\n' ? 1 : 2)
  } else {
    for (let line = text.indexOf('\n', from); line >= 0 && line < to; line = text.indexOf('\n', line + 1)) {
      blank.lastIndex = line
      const found = blank.exec(text)
      if (!found) continue
      end = line
      body = line + found[0].length
      break
    }
  }
  return { fields: toFields(decodeHeader(bytes.subarray(from, end))), body: Math.min(body, to), hasBody: body < to }
}

function decodeHeader(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return textPerByte(bytes)
  }
}

function toFields(header: string): HeaderFields {
  const fields = new Map<string, string>()
  let open: { readonly name: string; readonly lines: string[] } | undefined
  const close = () => {
    if (open && READ.has(open.name) && !fields.has(open.name)) fields.set(open.name, open.lines.join(' ').trim())
  }
  for (const line of header.split('\n')) {
    if (open && /^[ \t]/.test(line)) {
      open.lines.push(line.trim())
      continue
    }
    close()
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trimEnd()
    open = /^[!-9;-~]+$/.test(name) ? { name: name.toLowerCase(), lines: [line.slice(colon + 1).trim()] } : undefined
  }
  close()
  return fields
}

/** `text/plain` of `Text/Plain; charset=utf-8`. */
export const mainValue = (field: string | undefined): string => (field ?? '').split(';', 1)[0]!.replace(/\(.*/s, '').trim().toLowerCase()

/** A parameter of a field, as `charset` of `text/plain; charset="utf-8"`. */
export function findParameter(field: string | undefined, name: 'boundary' | 'charset' | 'format' | 'delsp'): string | undefined {
  const found = PARAMETERS[name].exec(field ?? '')
  return found ? (found[1] ?? found[2]) : undefined
}

const parameter = (name: string): RegExp =>
  new RegExp(`;[ \\t]{0,9}${name}[ \\t]{0,9}=[ \\t]{0,9}(?:"([^"]{0,200})"|([^\\s";]{1,200}))`, 'i')
const PARAMETERS = {
  boundary: parameter('boundary'),
  charset: parameter('charset'),
  format: parameter('format'),
  delsp: parameter('delsp'),
}
