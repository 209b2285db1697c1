/**
 * The management key of each card, diversified from the station's master: HKDF-SHA-256 (RFC 5869) with the master as input keying material, salt
 * `ra-desk card management keys` and info `ra/v1/card-management-key/<algorithm>/<serial>/<try>`: algorithm as the two hexadecimal digits of
 * SP 800-78-4 table 6-2, serial in the form of the register, try from 0. The same card gets the same key for ever; no card's key tells another's.
 */
import { utf8 } from '../../domain/bytes.ts'
import { normaliseSerial } from '../../domain/card/register/serial.ts'
import { managementKeyLength } from '../../native/card/block-cipher.ts'
import { algorithms, type ManagementAlgorithm } from '../../native/card/piv.ts'
import { hkdf } from '../vault/keys.ts'
import { wipe } from '../vault/wipe.ts'

const SALT = utf8('ra-desk card management keys')
const DES_KEY = 8

/** Weak and semi-weak keys of single DES (NIST SP 800-67 §3.3.2), with odd parity. */
const weakDesKeys: ReadonlySet<string> = new Set([
  '0101010101010101',
  'fefefefefefefefe',
  'e0e0e0e0f1f1f1f1',
  '1f1f1f1f0e0e0e0e',
  '011f011f010e010e',
  '1f011f010e010e01',
  '01e001e001f101f1',
  'e001e001f101f101',
  '01fe01fe01fe01fe',
  'fe01fe01fe01fe01',
  '1fe01fe00ef10ef1',
  'e01fe01ff10ef10e',
  '1ffe1ffe0efe0efe',
  'fe1ffe1ffe0efe0e',
  'e0fee0fef1fef1fe',
  'fee0fee0fef1fef1',
])

export function diversifyManagementKey(
  master: Uint8Array,
  card: { readonly serial: string; readonly algorithm: ManagementAlgorithm },
): Uint8Array {
  const { algorithm } = card
  const serial = normaliseSerial(card.serial)
  if (!/^[0-9A-F]{1,40}$/.test(serial)) throw new TypeError('a card without a serial number has no key of its own')
  for (let attempt = 0; ; attempt += 1) {
    const info = `ra/v1/card-management-key/${algorithm.toString(16).padStart(2, '0')}/${serial}/${attempt}`
    const key = hkdf(master, SALT, info, managementKeyLength(algorithm))
    if (algorithm !== algorithms.tripleDes) return key
    setOddParity(key)
    if (!isWeakTripleDes(key)) return key
    wipe(key)
  }
}

/** Each byte of a DES key ends in the bit that makes its ones odd; some cards refuse a key without. */
export function setOddParity(key: Uint8Array): void {
  for (const [index, byte] of key.entries()) {
    let ones = 0
    for (let bit = 1; bit < 8; bit += 1) ones += (byte >> bit) & 1
    key[index] = (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0)
  }
}

/** A part that is weak, or two parts that are equal, which would leave double or single DES. */
export function isWeakTripleDes(key: Uint8Array): boolean {
  const parts = [0, 1, 2].map((part) => Buffer.from(key.subarray(part * DES_KEY, (part + 1) * DES_KEY)).toString('hex'))
  return new Set(parts).size < parts.length || parts.some((part) => weakDesKeys.has(part))
}
