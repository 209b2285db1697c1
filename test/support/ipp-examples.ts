/** The examples of RFC 8010, appendix A: each message and its octets. */
import { ippAttributes, type IppAttributes, type IppMessage, type IppValue } from '../../native/printer/ipp.ts'

/** Bytes as the examples of RFC 8010 list them: numbers in hex of their full width, names and values as text. */
export const bytes = (...parts: readonly string[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(
      parts.map((part) => (part.startsWith('#') ? Buffer.from(part.slice(1).replaceAll(' ', ''), 'hex') : Buffer.from(part, 'utf8'))),
    ),
  )

const charset = ['#47 0012', 'attributes-charset', '#0005', 'utf-8', '#48 001b', 'attributes-natural-language', '#0005', 'en-us']
const pinetree = ['#45 000b', 'printer-uri', '#002c', 'ipp://printer.example.com/ipp/print/pinetree']
const successful = ['#41 000e', 'status-message', '#000d', 'successful-ok']
/** 0x93. */
const job147 = ['#21 0006', 'job-id', '#0004 00000093']
const operationValues = {
  'attributes-charset': { kind: 'charset', value: 'utf-8' },
  'attributes-natural-language': { kind: 'naturalLanguage', value: 'en-us' },
} as const
const printerUri = { 'printer-uri': { kind: 'uri', value: 'ipp://printer.example.com/ipp/print/pinetree' } } as const
export const integer = (value: number): IppValue => ({ kind: 'integer', value })
const keyword = (value: string): IppValue => ({ kind: 'keyword', value })
export const collection = (members: Readonly<Record<string, IppValue>>): IppValue => ({
  kind: 'collection',
  members: ippAttributes(members),
})

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

export const examples: readonly Example[] = [
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
      ...successful,
      '#02',
      ...job147,
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
      ...successful,
      '#02',
      ...job147,
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
