import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeIpp,
  encodeIpp,
  findIppGroup,
  findIppNumber,
  ippAttributes,
  readIppStrings,
  type IppAttributes,
  type IppMessage,
  type IppValue,
} from '../../../native/printer/ipp.ts'

/** Bytes as the examples of RFC 8010 list them: numbers in hex of their full width, names and values as text. */
const bytes = (...parts: readonly string[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(
      parts.map((part) => (part.startsWith('#') ? Buffer.from(part.slice(1).replaceAll(' ', ''), 'hex') : Buffer.from(part, 'utf8'))),
    ),
  )

const charset = ['#47 0012', 'attributes-charset', '#0005', 'utf-8', '#48 001b', 'attributes-natural-language', '#0005', 'en-us']
const pinetree = ['#45 000b', 'printer-uri', '#002c', 'ipp://printer.example.com/ipp/print/pinetree']
const operationValues = {
  'attributes-charset': { kind: 'charset', value: 'utf-8' },
  'attributes-natural-language': { kind: 'naturalLanguage', value: 'en-us' },
} as const
const printerUri = { 'printer-uri': { kind: 'uri', value: 'ipp://printer.example.com/ipp/print/pinetree' } } as const
const integer = (value: number): IppValue => ({ kind: 'integer', value })
const keyword = (value: string): IppValue => ({ kind: 'keyword', value })
const collection = (members: Readonly<Record<string, IppValue>>): IppValue => ({ kind: 'collection', members: ippAttributes(members) })

type Example = readonly [name: string, octets: Uint8Array, message: IppMessage]

function example(
  name: string,
  octets: readonly string[],
  code: number,
  requestId: number,
  groups: readonly (readonly [number, IppAttributes])[],
  data = '',
): Example {
  return [
    name,
    bytes(...octets),
    { version: [1, 1], code, requestId, groups: groups.map(([tag, attributes]) => ({ tag, attributes })), data: bytes(data) },
  ]
}

const examples: readonly Example[] = [
  example(
    'A.1 Print-Job request',
    [
      '#0101 0002 00000001',
      '#01',
      ...charset,
      ...pinetree,
      '#42 0008',
      'job-name',
      '#0006',
      'foobar',
      '#22 0016',
      'ipp-attribute-fidelity',
      '#0001 01',
      '#02',
      '#21 0006',
      'copies',
      '#0004 00000014',
      '#44 0005',
      'sides',
      '#0013',
      'two-sided-long-edge',
      '#03',
      '%!PDF...',
    ],
    0x0002,
    1,
    [
      [
        1,
        ippAttributes({
          ...operationValues,
          ...printerUri,
          'job-name': { kind: 'name', value: 'foobar' },
          'ipp-attribute-fidelity': { kind: 'boolean', value: true },
        }),
      ],
      [2, ippAttributes({ copies: integer(20), sides: keyword('two-sided-long-edge') })],
    ],
    '%!PDF...',
  ),
  example(
    'A.2 Print-Job response, successful',
    [
      '#0101 0000 00000001',
      '#01',
      ...charset,
      '#41 000e',
      'status-message',
      '#000d',
      'successful-ok',
      '#02',
      '#21 0006',
      'job-id',
      '#0004 00000093',
      '#45 0007',
      'job-uri',
      '#0030',
      'ipp://printer.example.com/ipp/print/pinetree/147',
      '#23 0009',
      'job-state',
      '#0004 00000003',
      '#03',
    ],
    0x0000,
    1,
    [
      [1, ippAttributes({ ...operationValues, 'status-message': { kind: 'text', value: 'successful-ok' } })],
      [
        2,
        ippAttributes({
          'job-id': integer(147),
          'job-uri': { kind: 'uri', value: 'ipp://printer.example.com/ipp/print/pinetree/147' },
          'job-state': { kind: 'enum', value: 3 },
        }),
      ],
    ],
  ),
  example(
    'A.3 Print-Job response, failure',
    [
      '#0101 040b 00000001',
      '#01',
      ...charset,
      '#41 000e',
      'status-message',
      '#002f',
      'client-error-attributes-or-values-not-supported',
      '#05',
      '#21 0006',
      'copies',
      '#0004 00000014',
      '#10 0005',
      'sides',
      '#0000',
      '#03',
    ],
    0x040b,
    1,
    [
      [
        1,
        ippAttributes({ ...operationValues, 'status-message': { kind: 'text', value: 'client-error-attributes-or-values-not-supported' } }),
      ],
      [5, ippAttributes({ copies: integer(20), sides: { kind: 'other', tag: 0x10, bytes: new Uint8Array() } })],
    ],
  ),
  // The RFC's list lacks the job-attributes-tag before media-col.
  example(
    'A.7 Create-Job request with collection attributes',
    [
      '#0101 0005 00000001',
      '#01',
      ...charset,
      ...pinetree,
      '#02',
      '#34 0009',
      'media-col',
      '#0000',
      '#4a 0000 000a',
      'media-size',
      '#34 0000 0000',
      '#4a 0000 000b',
      'x-dimension',
      '#21 0000 0004 00005208',
      '#4a 0000 000b',
      'y-dimension',
      '#21 0000 0004 00007404',
      '#37 0000 0000',
      '#4a 0000 000a',
      'media-type',
      '#44 0000 000a',
      'stationery',
      '#37 0000 0000',
      '#03',
    ],
    0x0005,
    1,
    [
      [1, ippAttributes({ ...operationValues, ...printerUri })],
      [
        2,
        ippAttributes({
          'media-col': collection({
            'media-size': collection({ 'x-dimension': integer(21_000), 'y-dimension': integer(29_700) }),
            'media-type': keyword('stationery'),
          }),
        }),
      ],
    ],
  ),
  example(
    'A.8 Get-Jobs request, one attribute with three values',
    [
      '#0101 000a 0000007b',
      '#01',
      ...charset,
      ...pinetree,
      '#21 0005',
      'limit',
      '#0004 00000032',
      '#44 0014',
      'requested-attributes',
      '#0006',
      'job-id',
      '#44 0000 0008',
      'job-name',
      '#44 0000 000f',
      'document-format',
      '#03',
    ],
    0x000a,
    123,
    [
      [
        1,
        ippAttributes({
          ...operationValues,
          ...printerUri,
          limit: integer(50),
          'requested-attributes': ['job-id', 'job-name', 'document-format'].map(keyword),
        }),
      ],
    ],
  ),
  example(
    'A.9 Get-Jobs response, three jobs of which one says nothing',
    [
      '#0101 0000 0000007b',
      '#01',
      ...charset,
      '#41 000e',
      'status-message',
      '#000d',
      'successful-ok',
      '#02',
      '#21 0006',
      'job-id',
      '#0004 00000093',
      '#36 0008',
      'job-name',
      '#000c 0005',
      'fr-ca',
      '#0003',
      'fou',
      '#02',
      '#02',
      '#21 0006',
      'job-id',
      '#0004 00000095',
      '#36 0008',
      'job-name',
      '#0012 0005',
      'de-CH',
      '#0009',
      'isch guet',
      '#03',
    ],
    0x0000,
    123,
    [
      [1, ippAttributes({ ...operationValues, 'status-message': { kind: 'text', value: 'successful-ok' } })],
      [2, ippAttributes({ 'job-id': integer(147), 'job-name': { kind: 'nameWithLanguage', language: 'fr-ca', value: 'fou' } })],
      [2, new Map()],
      [2, ippAttributes({ 'job-id': integer(149), 'job-name': { kind: 'nameWithLanguage', language: 'de-CH', value: 'isch guet' } })],
    ],
  ),
]

describe('the examples of RFC 8010, appendix A', () => {
  test.each(examples)('%s is written so', (_name, octets, message) =>
    expect(Buffer.from(encodeIpp(message)).toString('hex')).toBe(Buffer.from(octets).toString('hex')),
  )
  test.each(examples)('%s is read so', (_name, octets, message) => expect(decodeIpp(octets)).toEqual(message))
  test.each(examples)('%s cut short anywhere before its end is no message', (_name, octets, { data }) => {
    for (let length = 0; length < octets.length - data.length; length++) expect(decodeIpp(octets.subarray(0, length))).toBeUndefined()
  })
})

describe('what a hostile printer may send', () => {
  const inGroup = (...parts: readonly string[]): Uint8Array => bytes('#0200 0000 00000001 04', ...parts, '#03')
  test.each([
    ['a value without a name before any other', inGroup('#21 0000 0004 00000001')],
    ['an integer of three bytes', inGroup('#21 0001', 'a', '#0003 000001')],
    ['an integer of five bytes', inGroup('#21 0001', 'a', '#0005 0000000001')],
    ['a boolean of no byte', inGroup('#22 0001', 'a', '#0000')],
    ['a length beyond the end', inGroup('#44 0001', 'a', '#7fff', 'b')],
    ['a collection that never ends', inGroup('#34 0001', 'a', '#0000')],
    ['the end of a collection that never began', inGroup('#37 0001', 'a', '#0000')],
    ['a member without a name', inGroup('#34 0001', 'a', '#0000', '#21 0000 0004 00000001', '#37 0000 0000')],
    ['a value outside any group', bytes('#0200 0000 00000001', '#44 0001', 'a', '#0001', 'b', '#03')],
    [
      'collections in collections without end',
      inGroup('#34 0001', 'a', '#0000', ...Array.from({ length: 5_000 }, () => '#4a 0000 0001 62 34 0000 0000')),
    ],
  ])('%s is no message', (_what, octets) => expect(decodeIpp(octets)).toBeUndefined())

  test('no bytes make the reader throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, framed) => {
        decodeIpp(framed ? new Uint8Array([2, 0, 0, 0, 0, 0, 0, 1, 4, ...noise]) : noise)
      }),
      { numRuns: 3_000 },
    )
  })

  test('names that mean something to JavaScript are names like any other', () => {
    const message = decodeIpp(inGroup('#44 0009', '__proto__', '#0001', 'x'))!
    expect(readIppStrings(findIppGroup(message, 4), '__proto__')).toEqual(['x'])
    expect(readIppStrings(findIppGroup(message, 4), 'constructor')).toEqual([])
  })
})

test('negative numbers, ranges, accents and several collections come back as they were', () => {
  const attributes = ippAttributes({
    'copies-supported': { kind: 'rangeOfInteger', low: -1, high: 2_147_483_647 },
    'printer-info': { kind: 'text', value: 'Kärtchendrucker “Süd”' },
    'media-size-supported': [
      collection({ 'x-dimension': integer(1) }),
      collection({ 'x-dimension': { kind: 'rangeOfInteger', low: 2, high: 3 } }),
    ],
    level: integer(-2),
  })
  const message: IppMessage = { version: [2, 0], code: 0, requestId: 7, groups: [{ tag: 4, attributes }], data: new Uint8Array() }
  expect(decodeIpp(encodeIpp(message))).toEqual(message)
  expect(findIppNumber(attributes, 'level')).toBe(-2)
  expect(findIppNumber(attributes, 'printer-info')).toBeUndefined()
})
