/** What a virtual card remembers without power: plain JSON, so that it can be kept in a file, sent over a pipe and compared in a test. */
import { z } from 'zod'
import { concat, toHex } from '../../domain/bytes.ts'
import { algorithms, factory, padReferenceData, pivApplication } from './piv.ts'

/** Hexadecimal in either case, kept in lower case. */
const hex = z
  .string()
  .regex(/^(?:[0-9a-f]{2})*$/i)
  .toLowerCase()
/** A tag or a key reference as the standard prints it, in upper case: "5FC102", "9A". */
const printedNumber = z.string().regex(/^(?:[0-9A-F]{2})+$/)
const referenceData = z.object({
  /** Eight bytes, padded as on the wire. */
  value: hex.length(16),
  left: z.int().min(0).max(15),
  total: z.int().min(1).max(15),
})
const everyManagementAlgorithm = [algorithms.tripleDes, algorithms.aes128, algorithms.aes192, algorithms.aes256] as const
const everyKeyAlgorithm = [algorithms.rsa2048, algorithms.p256, algorithms.p384] as const
const managementAlgorithm = z.literal([...everyManagementAlgorithm])
const keyAlgorithm = z.literal([...everyKeyAlgorithm])

export const virtualCardState = z.strictObject({
  format: z.literal(1),
  serial: z.int().min(0).max(0xffffffff),
  version: z.tuple([z.int(), z.int(), z.int()]),
  /** Answer to reset. */
  atr: hex,
  /** Cards differ: some take no extended APDU. */
  extendedLength: z.boolean(),
  /** Cards differ: plain PIV cards know no metadata. */
  metadata: z.boolean(),
  /** Commands of the YubiKey and PivApplet families that this card does not know. */
  lacks: z.array(z.enum(['serial', 'version', 'set-retries', 'set-management-key'])).default([]),
  /** Its configuration hides its serial number: 6985. */
  hidesSerial: z.boolean().default(false),
  /** Kinds of management key that it takes. */
  managementAlgorithms: z.array(managementAlgorithm).default([...everyManagementAlgorithm]),
  /** Kinds of key that it makes. */
  keyAlgorithms: z.array(keyAlgorithm).default([...everyKeyAlgorithm]),
  /** Whether SELECT says so; a YubiKey does not. */
  listsAlgorithms: z.boolean().default(true),
  /** How it says so: all in one template, in a template for each, only the one that secure messaging needs, or all but its curves. */
  algorithmList: z.enum(['one-template', 'template-each', 'secure-messaging-only', 'without-curves']).default('one-template'),
  /** Whether its card manager tells which chip it is, as Java cards do. */
  tellsChip: z.boolean().default(false),
  discovery: z.enum(['fixed', 'absent', 'writable']).default('fixed'),
  /** Longest extended APDU that it takes, in bytes. */
  longestCommand: z.int().min(261).default(65_544),
  /** Most bytes that one answer carries; the rest is fetched with GET RESPONSE. */
  longestAnswer: z.int().min(1).max(65_536).default(65_536),
  /**
   * What it answers to an Le that it does not take: to one longer than the answer 6Cxx with its length; or to the longest short one 6700 or 6C00, which
   * does not say what it wants.
   */
  leRefusal: z.enum(['none', '6Cxx', '6700', '6C00']).default('none'),
  /** How long it makes a key, in seconds of its reader's time. */
  generateSeconds: z.int().min(0).max(3_600).default(0),
  /** Says 61xx to GENERATE at once and makes the key when the answer is fetched, as cards over T=0 may. */
  keyOnFetch: z.boolean().default(false),
  /** Most bytes that one data object may have, whatever the standard says. */
  largestObject: z.int().min(1).default(65_535),
  /** What it answers to a longer one. */
  objectRefusal: z.enum(['6A84', '6A80', '6700']).default('6A84'),
  /** Rules of its own that a new passcode or PUK must keep: no digit twice in a row, or at least eight characters, or a letter. */
  secretRule: z.enum(['none', 'no-pairs', 'eight-long', 'a-letter']).default('none'),
  /** What it answers to one that breaks them. */
  secretRefusal: z.enum(['6985', '6A80', '6982']).default('6985'),
  management: z.object({ algorithm: managementAlgorithm, key: hex }),
  passcode: referenceData,
  puk: referenceData,
  /** By key reference: "9A". PKCS#8 in base64. */
  keys: z.record(printedNumber, z.object({ algorithm: keyAlgorithm, pkcs8: z.base64() })),
  /** By tag: "5FC102". Content of the 53 template in base64. */
  objects: z.record(printedNumber, z.base64()),
})

export type VirtualCardState = z.infer<typeof virtualCardState>
export type VirtualReferenceData = z.infer<typeof referenceData>

export function factoryReferenceData(which: 'passcode' | 'puk', tries: number): VirtualReferenceData {
  return { value: toHex(padReferenceData(factory[which])), left: tries, total: tries }
}

/**
 * T=1, and historical bytes that say what it is (ISO 7816-4 §12.1.1): the PIV application, selection by name, chaining, and extended length if so.
 * A bare `3B80800101` would do for PC/SC, but OpenSC 0.23 takes that one for a make of token that has no elliptic curves.
 */
function virtualAtr(extendedLength: boolean): string {
  const historical = concat(
    Uint8Array.of(0x80, 0xf9),
    pivApplication.subarray(0, 9),
    Uint8Array.of(0x73, 0xc0, 0x21, extendedLength ? 0xc0 : 0x80),
  )
  const body = concat(Uint8Array.of(0x80 | historical.length, 0x80, 0x01), historical)
  return toHex(concat(Uint8Array.of(0x3b), body, Uint8Array.of(body.reduce((check, byte) => check ^ byte, 0))))
}

/** A card as it leaves the factory: default management key, passcode 123456, PUK 12345678, three tries each, nothing on it. */
export function blankCard(given: { readonly serial: number } & Partial<Omit<VirtualCardState, 'format' | 'serial'>>): VirtualCardState {
  return {
    format: 1,
    version: [5, 4, 3],
    atr: virtualAtr(given.extendedLength ?? true),
    extendedLength: true,
    metadata: true,
    lacks: [],
    hidesSerial: false,
    managementAlgorithms: [...everyManagementAlgorithm],
    keyAlgorithms: [...everyKeyAlgorithm],
    listsAlgorithms: true,
    algorithmList: 'one-template',
    tellsChip: false,
    discovery: 'fixed',
    longestCommand: 65_544,
    longestAnswer: 65_536,
    leRefusal: 'none',
    generateSeconds: 0,
    keyOnFetch: false,
    largestObject: 65_535,
    objectRefusal: '6A84',
    secretRule: 'none',
    secretRefusal: '6985',
    management: { algorithm: algorithms.tripleDes, key: toHex(factory.managementKey) },
    passcode: factoryReferenceData('passcode', 3),
    puk: factoryReferenceData('puk', 3),
    keys: {},
    objects: {},
    ...given,
  }
}
