/**
 * The names of NIST SP 800-73-4 (Personal Identity Verification) that RA Desk uses, and of the extensions that YubiKey and PivApplet cards add.
 * Each constant says in one sentence what it is for.
 */
import { FACTORY_PUK } from '../../domain/card/puk.ts'
import { fromHex } from '../../domain/bytes.ts'

/** The PIV card application, version 1.0 (part 1 §2.2): what SELECT asks for. */
export const pivApplication = fromHex('A000000308000010000100')
/** NIST's registered identifier, the first five bytes of every PIV identifier; the shortest name that still finds the application. */
export const nistRid = fromHex('A000000308')

/** The card manager of GlobalPlatform cards (Card Specification 2.3 §6.4): every Java card has it, whatever applications it carries. */
export const cardManager = fromHex('A000000151000000')
/** Card production life cycle data, asked of the card manager in class 80: which chip this is. */
export const productionData = 0x9f7f

/** Commands (part 2 §3), by their INS byte. */
export const instructions = {
  verify: 0x20,
  changeReferenceData: 0x24,
  resetRetryCounter: 0x2c,
  generateKeyPair: 0x47,
  generalAuthenticate: 0x87,
  select: 0xa4,
  getResponse: 0xc0,
  getData: 0xcb,
  /** The short form, which card managers know (GlobalPlatform §11.3). */
  getDataShort: 0xca,
  putData: 0xdb,
  /** YubiKey and PivApplet: algorithm, public key, attempts, and whether a value is still the factory's. */
  getMetadata: 0xf7,
  /** YubiKey and PivApplet: four bytes, big-endian. */
  getSerial: 0xf8,
  /** YubiKey: sets the attempt limits of passcode and PUK, and **puts both back to their factory values**. */
  setRetries: 0xfa,
  /** YubiKey: blank the card; only when passcode and PUK are both blocked. */
  reset: 0xfb,
  /** YubiKey and PivApplet: three bytes, major minor patch. */
  getVersion: 0xfd,
  /** YubiKey and PivApplet: replace the management key. */
  setManagementKey: 0xff,
} as const

/** Data objects (part 1 §4.1, table 3), by their BER tag. */
export const objects = {
  /** Which reference data the card has and which one it prefers; readable before anything is unlocked. */
  discovery: 0x7e,
  /** Card Holder Unique Identifier: FASC-N, GUID and expiry; what a door or a middleware reads first. */
  chuid: 0x5fc102,
  /** Certificate of the key in 9A. */
  certificate9a: 0x5fc105,
  certificate9c: 0x5fc10a,
  certificate9d: 0x5fc10b,
  certificate9e: 0x5fc101,
  fingerprints: 0x5fc103,
  securityObject: 0x5fc106,
  /** Card Capability Container: tells older middleware what kind of card this is. */
  ccc: 0x5fc107,
  /** The holder's photograph in a CBEFF envelope; readable only after the passcode. */
  facialImage: 0x5fc108,
  /** What is printed on the card face; readable only after the passcode. */
  printedInformation: 0x5fc109,
  keyHistory: 0x5fc10c,
  irisImages: 0x5fc121,
} as const

/** Longest content of each container (part 1 appendix A, "maximum length"), in bytes. */
export const containerLimits: ReadonlyMap<number, number> = new Map([
  [objects.ccc, 287],
  [objects.chuid, 3377],
  [objects.certificate9a, 3052],
  [objects.fingerprints, 4006],
  [objects.securityObject, 1336],
  [objects.facialImage, 12_710],
  [objects.printedInformation, 245],
  [objects.keyHistory, 128],
  [objects.irisImages, 7106],
])

/** Cryptographic algorithms (SP 800-78-4 table 6-2). */
export const algorithms = {
  tripleDes: 0x03,
  rsa2048: 0x07,
  aes128: 0x08,
  aes192: 0x0a,
  aes256: 0x0c,
  p256: 0x11,
  p384: 0x14,
} as const

export type ManagementAlgorithm = 0x03 | 0x08 | 0x0a | 0x0c
export type KeyAlgorithm = 0x07 | 0x11 | 0x14

/** Keys and reference data (part 1 §5.1, table 4b). */
export const references = {
  /** Logs the holder in; usable once the passcode has been verified in this session. */
  authenticationKey: 0x9a,
  /** The card management key: who holds it may write. */
  managementKey: 0x9b,
  signatureKey: 0x9c,
  keyManagementKey: 0x9d,
  cardAuthenticationKey: 0x9e,
  /** The passcode ("application PIN" in the standard). */
  passcode: 0x80,
  /** The PIN unblocking key. */
  puk: 0x81,
} as const

/** Tags inside the dynamic authentication template 7C (part 2 table 7). */
export const authenticationTags = { template: 0x7c, witness: 0x80, challenge: 0x81, response: 0x82, exponentiation: 0x85 } as const

/** What every blank PIV card of the YubiKey and PivApplet families leaves the factory with. Public knowledge, not secrets. */
export const factory = {
  managementKey: fromHex('010203040506070801020304050607080102030405060708'),
  passcode: '123456',
  puk: FACTORY_PUK,
} as const

/** Reference data is eight bytes on the wire, padded with FF (part 2 §2.4.3). */
export const referenceDataLength = 8

export function padReferenceData(value: string): Uint8Array {
  if (!/^[\x20-\x7e]{4,8}$/.test(value)) throw new RangeError('reference data is 4 to 8 printable characters')
  const padded = new Uint8Array(referenceDataLength).fill(0xff)
  for (let index = 0; index < value.length; index++) padded[index] = value.charCodeAt(index)
  return padded
}
