/**
 * Habits of cards and readers in the field that none of ours had by itself (public reports, and measured on independent cards). Each may be put
 * together with each other one.
 */
import type { VirtualCardState } from '../../native/card/virtual-card-state.ts'
import type { ReaderCarries } from '../../native/reader/virtual-slot.ts'

export interface Quirk {
  readonly name: string
  readonly card: Partial<VirtualCardState>
  /** What the card cannot hold or make: it is refused while it is blank. */
  readonly isRefused?: true
}

const aes192 = { algorithm: 10, key: '010203040506070801020304050607080102030405060708' } as const
export const attempts = (which: 'passcode' | 'puk', total: number) => ({
  value: which === 'passcode' ? '313233343536ffff' : '3132333435363738',
  left: total,
  total,
})

export const quirks: readonly Quirk[] = [
  { name: 'none', card: {} },
  { name: 'a template for each algorithm', card: { algorithmList: 'template-each' } },
  { name: 'lists only what secure messaging needs', card: { algorithmList: 'secure-messaging-only' } },
  { name: 'lists no curves, and has them', card: { algorithmList: 'without-curves' } },
  { name: 'lists nothing', card: { listsAlgorithms: false } },
  { name: 'takes no extended APDU', card: { extendedLength: false } },
  ...[1, 7, 32, 128, 253].map((longestAnswer) => ({
    name: `answers in pieces of ${longestAnswer} ${longestAnswer === 1 ? 'byte' : 'bytes'}`,
    card: { longestAnswer },
  })),
  { name: 'wants the exact length of each answer, 6Cxx', card: { leRefusal: '6Cxx' } },
  { name: 'takes no Le of 256, 6700', card: { leRefusal: '6700' } },
  { name: 'takes no Le of 256, 6C00', card: { leRefusal: '6C00' } },
  { name: 'makes its key in 40 seconds', card: { generateSeconds: 40 } },
  { name: 'makes its key in 40 seconds, when it is fetched', card: { generateSeconds: 40, keyOnFetch: true } },
  { name: 'objects up to 512 bytes, 6700', card: { largestObject: 512, objectRefusal: '6700' }, isRefused: true },
  { name: 'objects up to 1,500 bytes, 6A80', card: { largestObject: 1_500, objectRefusal: '6A80' } },
  { name: 'objects up to 2,000 bytes, 6700', card: { largestObject: 2_000, objectRefusal: '6700' } },
  { name: 'objects up to 3,052 bytes, 6A84', card: { largestObject: 3_052 } },
  { name: 'version 5.7 with 3DES only', card: { version: [5, 7, 1], listsAlgorithms: false, managementAlgorithms: [3] } },
  { name: 'AES-192 from the factory', card: { version: [5, 7, 1], management: aes192, managementAlgorithms: [3, 8, 10, 12] } },
  { name: 'AES-192 from the factory, and does not say so', card: { metadata: false, management: aes192, managementAlgorithms: [10] } },
  { name: 'rules of its own for passcodes, 6985', card: { secretRule: 'no-pairs' } },
  { name: 'rules of its own for passcodes, 6A80', card: { secretRule: 'no-pairs', secretRefusal: '6A80', metadata: false } },
  { name: 'takes no passcode of six digits', card: { secretRule: 'eight-long' }, isRefused: true },
  { name: 'no metadata', card: { metadata: false } },
  { name: 'no number but the chip’s', card: { lacks: ['serial'], tellsChip: true } },
  { name: 'no number at all', card: { lacks: ['serial'] }, isRefused: true },
  { name: 'hides its number, 6985', card: { hidesSerial: true }, isRefused: true },
  { name: 'hides its number, and tells the chip’s', card: { hidesSerial: true, tellsChip: true } },
  { name: '5 attempts, and does not say so', card: { metadata: false, passcode: attempts('passcode', 5), puk: attempts('puk', 5) } },
  { name: '15 attempts, and does not say so', card: { metadata: false, passcode: attempts('passcode', 15) } },
  { name: '2 attempts, and says so', card: { passcode: attempts('passcode', 2), puk: attempts('puk', 2) } },
  { name: '10 and 15 attempts, and says so', card: { passcode: attempts('passcode', 10), puk: attempts('puk', 15) } },
  { name: 'neither attempt limits nor management key can be changed', card: { lacks: ['set-retries', 'set-management-key'] } },
]

export const readers: readonly ReaderCarries[] = ['extended', 'short', 't0']
