/** The content of PIV data objects (SP 800-73-4 part 1 appendix A) in words: the other way round from `native/card/piv-objects.ts`. */
import { formatHex, toHex } from '../../domain/bytes.ts'
import { algorithms } from '../card/piv.ts'
import type { Fascn } from '../card/piv-objects.ts'
import { decodeTlvs, findTlv } from '../card/tlv.ts'

export interface Row {
  readonly key: string
  readonly value: string
}

const row = (key: string, value: string): Row => ({ key, value })
const notReadable = (what: string): readonly Row[] => [row('Content', `${what} is there, but not in the form of the standard.`)]

// Five bits a symbol, least significant first, the last one makes the number of ones odd (TIG SCEPACS 2.2 §6).
const start = 0b01011
const separator = 0b01101
const end = 0b01111

/** Undefined when a separator is not in its place, a parity is wrong, or the check symbol does not fit. */
export function decodeFascn(bytes: Uint8Array): Fascn | undefined {
  if (bytes.length !== 25) return undefined
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = Array.from({ length: 40 }, (_, index) => bits.slice(index * 5, index * 5 + 5))
  if (groups.some((group) => [...group].filter((bit) => bit === '1').length % 2 === 0)) return undefined
  const values = groups.map((group) => [...group].slice(0, 4).reduce((sum, bit, index) => sum | (Number(bit) << index), 0))
  const check = values.slice(0, 39).reduce((sum, value) => sum ^ value, 0)
  if (values[0] !== start || values[38] !== end || check !== values[39]) return undefined
  if ([5, 10, 17, 19, 21].some((at) => values[at] !== separator)) return undefined
  const digits = (from: number, length: number): string =>
    values
      .slice(from, from + length)
      .map((value) => (value <= 9 ? String(value) : '?'))
      .join('')
  const found = {
    agency: digits(1, 4),
    system: digits(6, 4),
    credential: digits(11, 6),
    series: digits(18, 1),
    issue: digits(20, 1),
    person: digits(22, 10),
    organisationCategory: digits(32, 1),
    organisation: digits(33, 4),
    association: digits(37, 1),
  }
  return Object.values(found).some((value) => value.includes('?')) ? undefined : found
}

/** `20281122` as an ISO plain date; anything else as it stands. */
function plainDate(digits: string): string {
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(digits)
  return found ? `${found[1]!}-${found[2]!}-${found[3]!}` : digits
}

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

/** A UUID of RFC 4122 in its usual form; other lengths in hex. */
function uuid(bytes: Uint8Array): string {
  const hex = toHex(bytes)
  return bytes.length === 16 ? `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` : hex
}

/** Card Holder Unique Identifier. */
export function describeChuid(content: Uint8Array): readonly Row[] {
  const parts = decodeTlvs(content)
  if (!parts.ok) return notReadable('The CHUID')
  const fascn = findTlv(parts.value, 0x30)
  const decoded = fascn && decodeFascn(fascn)
  const guid = findTlv(parts.value, 0x34)
  const expiry = findTlv(parts.value, 0x35)
  const holder = findTlv(parts.value, 0x36)
  const signature = findTlv(parts.value, 0x3e)
  return [
    ...(guid ? [row('GUID', uuid(guid))] : []),
    ...(holder ? [row('Card holder UUID', uuid(holder))] : []),
    ...(expiry ? [row('Expires', plainDate(ascii(expiry)))] : []),
    row(
      'FASC-N',
      fascn === undefined
        ? 'Not there'
        : decoded === undefined
          ? 'Not in the form of the standard'
          : decoded.agency === '9999'
            ? 'Not of the US federal government: the GUID names the card'
            : 'Of the US federal government',
    ),
    ...(decoded
      ? [
          row('Agency, system, credential', `${decoded.agency} ${decoded.system} ${decoded.credential}`),
          row('Series, issue', `${decoded.series}, ${decoded.issue}`),
          row('Person', decoded.person),
          row('Organisation', `${decoded.organisation} (category ${decoded.organisationCategory}, association ${decoded.association})`),
        ]
      : []),
    row('Issuer’s signature', signature && signature.length > 0 ? `${String(signature.length)} bytes, not checked here` : 'None'),
  ]
}

/** Card Capability Container. */
export function describeCcc(content: Uint8Array): readonly Row[] {
  const parts = decodeTlvs(content)
  if (!parts.ok) return notReadable('The CCC')
  const part = (tag: number): string => formatHex(findTlv(parts.value, tag) ?? new Uint8Array(0))
  const model = part(0xf5)
  return [
    row('Card identifier', part(0xf0) || 'None'),
    row('Data model', model === '10' ? '10, that of PIV' : model || 'Not said'),
    row(
      'Version of the container and its grammar',
      [part(0xf1), part(0xf2)]
        .map((version) => (version.length === 2 ? `${version[0]!}.${version[1]!}` : version || 'not said'))
        .join(', '),
    ),
  ]
}

/** Discovery object: which reference data the card has (part 1 §3.3.2). `content` is what is inside 7E. */
export function describeDiscovery(content: Uint8Array): readonly Row[] {
  const parts = decodeTlvs(content)
  const policy = parts.ok ? findTlv(parts.value, 0x5f2f) : undefined
  if (!policy || policy.length !== 2) return notReadable('The discovery object')
  const [uses, preferred] = [policy[0]!, policy[1]!]
  const has = [
    [0x40, 'the card’s own passcode'],
    [0x20, 'a global passcode'],
    [0x10, 'fingerprint comparison on the card'],
    [0x08, 'a virtual contact interface'],
  ] as const
  return [
    row(
      'Unlocked by',
      has
        .filter(([bit]) => (uses & bit) !== 0)
        .map(([, words]) => words)
        .join(', ') || 'not said',
    ),
    ...((uses & 0x20) === 0 ? [] : [row('Asks first for', preferred === 0x20 ? 'the global passcode' : 'the card’s own passcode')]),
  ]
}

const algorithmNames: Readonly<Record<number, string>> = {
  [algorithms.tripleDes]: '3DES',
  [algorithms.aes128]: 'AES-128',
  [algorithms.aes192]: 'AES-192',
  [algorithms.aes256]: 'AES-256',
  [algorithms.rsa2048]: 'RSA 2048',
  [algorithms.p256]: 'ECC P-256',
  [algorithms.p384]: 'ECC P-384',
  0x05: 'RSA 3072',
  0x06: 'RSA 1024',
  0x16: 'RSA 4096',
  0xe0: 'Ed25519',
  0xe1: 'X25519',
  0xff: 'a passcode',
}
const passcodePolicies: Readonly<Record<number, string>> = {
  0: 'as the standard says',
  1: 'never',
  2: 'once after the card is put in',
  3: 'for every use',
  4: 'fingerprint, or once',
  5: 'fingerprint, or every time',
}
const touchPolicies: Readonly<Record<number, string>> = {
  0: 'as the card is made',
  1: 'never',
  2: 'for every use',
  3: 'once in 15 seconds',
}

/** Answer of GET METADATA for a key or reference data (extension of YubiKey and PivApplet). */
export function describeMetadata(answer: Uint8Array): readonly Row[] {
  const parts = decodeTlvs(answer)
  if (!parts.ok) return notReadable('Metadata')
  const part = (tag: number): Uint8Array | undefined => findTlv(parts.value, tag)
  const algorithm = part(0x01)?.[0]
  const policy = part(0x02)
  const origin = part(0x03)?.[0]
  const factory = part(0x05)?.[0]
  const tries = part(0x06)
  return [
    ...(algorithm === undefined
      ? []
      : [row('Algorithm', algorithmNames[algorithm] ?? `not known (${formatHex(Uint8Array.of(algorithm))})`)]),
    ...(origin === undefined
      ? []
      : [row('Where it comes from', origin === 1 ? 'Made on the card' : origin === 2 ? 'Brought to the card from outside' : 'not known')]),
    ...(policy?.length === 2
      ? [
          row('Asks for the passcode', passcodePolicies[policy[0]!] ?? 'not known'),
          row('Asks for a touch', touchPolicies[policy[1]!] ?? 'not known'),
        ]
      : []),
    ...(factory === undefined ? [] : [row('Still as from the factory', factory === 1 ? 'Yes' : 'No')]),
    ...(tries?.length === 2 ? [row('Attempts left', `${String(tries[1]!)} of ${String(tries[0]!)}`)] : []),
  ]
}
