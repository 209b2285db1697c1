/**
 * Takes an email apart into the pieces that have words and the names of the others. Attachments are never decoded: an email with 15 MB of scans
 * is read as fast as one without. One pass for each level.
 */
import { mainValue, findParameter, readHeader, type HeaderFields } from './email-header.ts'
import type { RawEmail } from './email-bytes.ts'

export interface EmailPart {
  readonly kind: 'text' | 'html' | 'message' | 'attachment'
  readonly type: string
  readonly fields: HeaderFields
  readonly bytes: Uint8Array
}

/** `alternatives`: each says the same in another way. */
export type EmailTree = { readonly part: EmailPart } | { readonly children: readonly EmailTree[]; readonly alternatives: boolean }

export type PartsFailure = 'too-many-parts' | 'too-deep' | 'header-too-large'

/** Real emails have fewer than 50 parts, and a forwarded one of a forwarded one four levels. */
const MOST_PARTS = 500
const DEEPEST = 12
/** The headers of an email that went through ten servers have 40 kB. */
const LARGEST_HEADER = 500_000

export interface TakenApart {
  readonly fields: HeaderFields
  readonly hasBody: boolean
  readonly tree: EmailTree
  /** A part that is said to have others within has none that can be told apart. */
  readonly damaged: boolean
}

export function takeApart({ bytes, text }: RawEmail): TakenApart | PartsFailure {
  let parts = 0
  let damaged = false
  let failure: PartsFailure | undefined

  function read(from: number, to: number, depth: number, standard: string): EmailTree & { fields: HeaderFields; hasBody: boolean } {
    const { fields, body, hasBody } = readHeader(bytes, text, from, to)
    parts += 1
    if (body - from > LARGEST_HEADER) failure ??= 'header-too-large'
    if (parts > MOST_PARTS) failure ??= 'too-many-parts'
    if (depth > DEEPEST) failure ??= 'too-deep'
    const contentType = fields.get('content-type')
    const type = mainValue(contentType) || standard
    if (failure === undefined && type.startsWith('multipart/')) {
      const ranges = splitAt(text, findParameter(contentType, 'boundary'), body, to)
      if (ranges.length > 0) {
        const children = []
        for (const range of ranges) {
          if (failure !== undefined) break
          children.push(read(...range, depth + 1, type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'))
        }
        return { children, alternatives: type === 'multipart/alternative', fields, hasBody }
      }
      damaged = true
    }
    const part = { kind: kindOf(type, fields), type, fields, bytes: bytes.subarray(body, to) }
    return { part, fields, hasBody }
  }

  const { fields, hasBody, ...tree } = read(0, text.length, 0, 'text/plain')
  return failure ?? { fields, hasBody, tree, damaged }
}

function kindOf(type: string, fields: HeaderFields): EmailPart['kind'] {
  if (type === 'message/rfc822') return 'message'
  if (mainValue(fields.get('content-disposition')) === 'attachment') return 'attachment'
  if (type === 'text/html') return 'html'
  // The words of a part that could not be taken apart are still in it.
  return type === 'text/plain' || type.startsWith('multipart/') ? 'text' : 'attachment'
}

/** The places between the lines that are `--boundary`. Looks only where lines begin. */
function splitAt(text: string, boundary: string | undefined, from: number, to: number): [from: number, to: number][] {
  if (boundary === undefined || boundary === '') return []
  const ranges: [number, number][] = []
  let open: number | undefined
  const delimiter = `--${boundary}`
  for (let line = from; line < to;) {
    const next = text.indexOf('\n', line)
    const end = next < 0 || next >= to ? to : next
    if (text.startsWith(delimiter, line)) {
      const after = text.slice(line + delimiter.length, Math.min(end, line + delimiter.length + 80)).trimEnd()
      if (after === '' || after === '--') {
        // The line end before the delimiter belongs to it.
        if (open !== undefined) ranges.push([open, Math.max(open, line - (text[line - 2] === '\r' ? 2 : 1))])
        open = after === '' ? end + 1 : undefined
        if (after === '--') break
      }
    }
    const dashes = text.indexOf('\n--', end)
    line = dashes < 0 ? to : dashes + 1
  }
  // A last part without its end, as of an email that was cut off.
  if (open !== undefined && open < to) ranges.push([open, to])
  return ranges
}
