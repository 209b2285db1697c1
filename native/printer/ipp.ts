/**
 * Messages of the Internet Printing Protocol as bytes and back: RFC 8010 §3. The other side is a device, so what it sends is read with care:
 * nothing is taken beyond the end, and collections may not nest without end.
 */

import { concat } from '../../domain/bytes.ts'

export const ippOperation = {
  printJob: 0x0002,
  validateJob: 0x0004,
  getJobAttributes: 0x0009,
  getPrinterAttributes: 0x000b,
  cupsGetPrinters: 0x4002,
} as const

export const ippGroup = { operation: 0x01, job: 0x02, printer: 0x04, unsupported: 0x05 } as const

const stringTags = {
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  uriScheme: 0x46,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
} as const
const numberTags = { integer: 0x21, enum: 0x23 } as const
const languageTags = { textWithLanguage: 0x35, nameWithLanguage: 0x36 } as const
const booleanTag = 0x22
const rangeTag = 0x33
const collectionTag = 0x34
const endCollectionTag = 0x37
const memberNameTag = 0x4a
const endOfAttributesTag = 0x03
const lastDelimiter = 0x0f

const deepestCollection = 8

export type IppValue =
  | { readonly kind: keyof typeof numberTags; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: keyof typeof stringTags; readonly value: string }
  | { readonly kind: keyof typeof languageTags; readonly language: string; readonly value: string }
  | { readonly kind: 'rangeOfInteger'; readonly low: number; readonly high: number }
  | { readonly kind: 'collection'; readonly members: IppAttributes }
  /** Octet strings, dates, resolutions, `no-value` and other values that RA Desk does not read. */
  | { readonly kind: 'other'; readonly tag: number; readonly bytes: Uint8Array }

export type IppAttributes = ReadonlyMap<string, readonly IppValue[]>

export interface IppAttributeGroup {
  readonly tag: number
  readonly attributes: IppAttributes
}

export interface IppMessage {
  /** `[1, 1]`, `[2, 0]`. */
  readonly version: readonly [major: number, minor: number]
  /** The operation of a request, the status of a response. */
  readonly code: number
  readonly requestId: number
  readonly groups: readonly IppAttributeGroup[]
  /** What follows the attributes: the document. */
  readonly data: Uint8Array
}

/** `{ 'job-name': ippName('…') }` as the attributes of a group or the members of a collection, in the order given, which RFC 8010 §4.1 minds. */
export function ippAttributes(given: Readonly<Record<string, IppValue | readonly IppValue[]>>): IppAttributes {
  return new Map(Object.entries(given).map(([name, value]): [string, readonly IppValue[]] => [name, 'kind' in value ? [value] : value]))
}

export function findIppGroup(message: IppMessage, tag: number): IppAttributes {
  return message.groups.find((group) => group.tag === tag)?.attributes ?? new Map()
}

/** Every value of the attribute that is a string, without its language. */
export function readIppStrings(attributes: IppAttributes, name: string): readonly string[] {
  return (attributes.get(name) ?? []).flatMap((value) => ('value' in value && typeof value.value === 'string' ? [value.value] : []))
}

export function findIppNumber(attributes: IppAttributes, name: string): number | undefined {
  const value = attributes.get(name)?.[0]
  return value && (value.kind === 'integer' || value.kind === 'enum') ? value.value : undefined
}

export function encodeIpp({ version, code, requestId, groups, data }: IppMessage): Uint8Array {
  const out: Uint8Array[] = [Uint8Array.from(version), uint(code, 2), uint(requestId, 4)]
  for (const group of groups) {
    out.push(Uint8Array.of(group.tag))
    for (const [name, values] of group.attributes) writeAttribute(out, name, values)
  }
  out.push(Uint8Array.of(endOfAttributesTag), data)
  return concat(...out)
}

/** Undefined when the bytes are not a whole message. */
export function decodeIpp(bytes: Uint8Array): IppMessage | undefined {
  try {
    return readMessage(bytes)
  } catch (reason) {
    if (reason instanceof Malformed) return undefined
    throw reason
  }
}

function uint(value: number, length: 2 | 4): Uint8Array {
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  if (length === 2) view.setUint16(0, value)
  else view.setInt32(0, value)
  return bytes
}

function writeField(out: Uint8Array[], bytes: Uint8Array): void {
  if (bytes.length > 0x7fff) throw new RangeError('a name or value of IPP is at most 32767 bytes long')
  out.push(uint(bytes.length, 2), bytes)
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

function writeAttribute(out: Uint8Array[], name: string, values: readonly IppValue[]): void {
  if (values.length === 0) throw new RangeError(`the attribute ${name} has no value`)
  values.forEach((value, at) => writeValue(out, at === 0 ? name : '', value))
}

function writeValue(out: Uint8Array[], name: string, value: IppValue): void {
  const [tag, bytes] = encodeValue(value)
  out.push(Uint8Array.of(tag))
  writeField(out, utf8(name))
  writeField(out, bytes)
  if (value.kind !== 'collection') return
  for (const [member, memberValues] of value.members) {
    out.push(Uint8Array.of(memberNameTag))
    writeField(out, new Uint8Array())
    writeField(out, utf8(member))
    writeAttribute(out, '', memberValues)
  }
  out.push(Uint8Array.of(endCollectionTag, 0, 0, 0, 0))
}

function encodeValue(value: IppValue): readonly [tag: number, bytes: Uint8Array] {
  switch (value.kind) {
    case 'integer':
    case 'enum':
      return [numberTags[value.kind], uint(value.value, 4)]
    case 'boolean':
      return [booleanTag, Uint8Array.of(value.value ? 1 : 0)]
    case 'rangeOfInteger':
      return [rangeTag, new Uint8Array([...uint(value.low, 4), ...uint(value.high, 4)])]
    case 'collection':
      return [collectionTag, new Uint8Array()]
    case 'textWithLanguage':
    case 'nameWithLanguage': {
      const parts: Uint8Array[] = []
      writeField(parts, utf8(value.language))
      writeField(parts, utf8(value.value))
      return [languageTags[value.kind], concat(...parts)]
    }
    case 'other':
      return [value.tag, value.bytes]
    default:
      return [stringTags[value.kind], utf8(value.value)]
  }
}

class Malformed extends Error {}

function createCursor(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const take = (length: number): number => {
    if (at + length > bytes.length) throw new Malformed()
    at += length
    return at - length
  }
  const field = (): Uint8Array => {
    const length = view.getUint16(take(2))
    const from = take(length)
    return bytes.subarray(from, from + length)
  }
  return {
    byte: () => view.getUint8(take(1)),
    uint16: () => view.getUint16(take(2)),
    int32: () => view.getInt32(take(4)),
    field,
    text: () => new TextDecoder().decode(field()),
    peek: () => bytes[at],
    rest: () => bytes.slice(at),
    done: () => at === bytes.length,
  }
}

type Cursor = ReturnType<typeof createCursor>

function readMessage(bytes: Uint8Array): IppMessage {
  const cursor = createCursor(bytes)
  const version = [cursor.byte(), cursor.byte()] as const
  const code = cursor.uint16()
  const requestId = cursor.int32()
  const groups: IppAttributeGroup[] = []
  for (;;) {
    const tag = cursor.byte()
    if (tag > lastDelimiter) throw new Malformed()
    if (tag === endOfAttributesTag) return { version, code, requestId, groups, data: cursor.rest() }
    groups.push({ tag, attributes: readAttributes(cursor) })
  }
}

function readAttributes(cursor: Cursor): IppAttributes {
  const attributes = new Map<string, IppValue[]>()
  let values: IppValue[] | undefined
  for (let next = cursor.peek(); next !== undefined && next > lastDelimiter; next = cursor.peek()) {
    const tag = cursor.byte()
    const name = cursor.text()
    if (name !== '') attributes.set(name, (values = []))
    if (!values) throw new Malformed()
    values.push(readValue(cursor, tag, 1))
  }
  return attributes
}

/** The members of a collection up to and with its end: RFC 8010 §3.1.6. */
function readMembers(cursor: Cursor, depth: number): IppAttributes {
  if (depth > deepestCollection) throw new Malformed()
  const members = new Map<string, IppValue[]>()
  let values: IppValue[] | undefined
  for (;;) {
    const tag = cursor.byte()
    if (tag <= lastDelimiter || cursor.field().length > 0) throw new Malformed()
    if (tag === endCollectionTag) {
      cursor.field()
      return members
    }
    if (tag === memberNameTag) members.set(cursor.text(), (values = []))
    else if (values) values.push(readValue(cursor, tag, depth))
    else throw new Malformed()
  }
}

const kindOf = <Kind extends string>(tags: Readonly<Record<Kind, number>>, tag: number): Kind | undefined =>
  (Object.keys(tags) as Kind[]).find((kind) => tags[kind] === tag)

function readValue(cursor: Cursor, tag: number, depth: number): IppValue {
  const bytes = cursor.field()
  const part = createCursor(bytes)
  const whole = <Value>(value: Value): Value => {
    if (!part.done()) throw new Malformed()
    return value
  }
  const string = kindOf(stringTags, tag)
  if (string) return { kind: string, value: new TextDecoder().decode(bytes) }
  const number = kindOf(numberTags, tag)
  if (number) return whole({ kind: number, value: part.int32() })
  const withLanguage = kindOf(languageTags, tag)
  if (withLanguage) return whole({ kind: withLanguage, language: part.text(), value: part.text() })
  switch (tag) {
    case booleanTag:
      return whole({ kind: 'boolean', value: part.byte() === 1 })
    case rangeTag:
      return whole({ kind: 'rangeOfInteger', low: part.int32(), high: part.int32() })
    case collectionTag:
      return whole({ kind: 'collection', members: readMembers(cursor, depth + 1) })
    case endCollectionTag:
    case memberNameTag:
      throw new Malformed()
    default:
      return { kind: 'other', tag, bytes: bytes.slice() }
  }
}
