/** Small files that cost a parser much, made so that each is right but for the one thing that it is named after. */
import { createHash } from 'node:crypto'
import forge from 'node-forge'

const { asn1, pki, util } = forge
const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class
const { SEQUENCE, SET, OID, INTEGER, OCTETSTRING } = asn1.Type

const node = (type: forge.asn1.Type, value: string | forge.asn1.Asn1[]) => asn1.create(UNIVERSAL, type, Array.isArray(value), value)
const oid = (text: string) => node(OID, asn1.oidToDer(text).getBytes())
const integer = (value: number) => node(INTEGER, util.hexToBytes(value.toString(16).padStart(10, '0')))
const inContext = (child: forge.asn1.Asn1) => asn1.create(CONTEXT_SPECIFIC, 0, true, [child])
const der = (value: forge.asn1.Asn1) => asn1.toDer(value).getBytes()
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'binary'))

/** RFC 7292, appendix C: 3-key triple DES with SHA-1. */
const tripleDes = (iterations: number) =>
  node(SEQUENCE, [oid('1.2.840.113549.1.12.1.3'), node(SEQUENCE, [node(OCTETSTRING, '12345678'), integer(iterations)])])
const pbes2 = (iterations: number) =>
  node(SEQUENCE, [
    oid('1.2.840.113549.1.5.13'),
    node(SEQUENCE, [
      node(SEQUENCE, [oid('1.2.840.113549.1.5.12'), node(SEQUENCE, [node(OCTETSTRING, '12345678'), integer(iterations)])]),
      node(SEQUENCE, [oid('2.16.840.1.101.3.4.1.42'), node(OCTETSTRING, '1234567812345678')]),
    ]),
  ])
const shroudedKey = (algorithm: forge.asn1.Asn1) =>
  node(SEQUENCE, [
    node(SEQUENCE, [oid('1.2.840.113549.1.12.10.1.2'), inContext(node(SEQUENCE, [algorithm, node(OCTETSTRING, '0'.repeat(64))]))]),
  ])

const plainSafe = (contents: forge.asn1.Asn1) => node(SEQUENCE, [oid('1.2.840.113549.1.7.1'), inContext(node(OCTETSTRING, der(contents)))])
const encryptedSafe = (algorithm: forge.asn1.Asn1, encrypted: string) =>
  node(SEQUENCE, [
    oid('1.2.840.113549.1.7.6'),
    inContext(
      node(SEQUENCE, [
        integer(0),
        node(SEQUENCE, [oid('1.2.840.113549.1.7.1'), algorithm, asn1.create(CONTEXT_SPECIFIC, 0, false, encrypted)]),
      ]),
    ),
  ])
const pfx = (safes: forge.asn1.Asn1[], macIterations?: forge.asn1.Asn1) =>
  bytes(
    der(
      node(SEQUENCE, [
        node(INTEGER, '\x03'),
        plainSafe(node(SEQUENCE, safes)),
        ...(macIterations === undefined ? [] : [mac(macIterations)]),
      ]),
    ),
  )
const mac = (iterations: forge.asn1.Asn1) =>
  node(SEQUENCE, [
    node(SEQUENCE, [node(SEQUENCE, [oid('1.3.14.3.2.26'), node(asn1.Type.NULL, '')]), node(OCTETSTRING, '0'.repeat(20))]),
    node(OCTETSTRING, '12345678'),
    iterations,
  ])

export const HOSTILE_PASSPHRASE = 'invented passphrase'
const someSafe = () => plainSafe(node(SEQUENCE, []))

/** PKCS #12 files that ask for so many iterations, in each place where one can ask. */
export const authoritiesAskingFor = (iterations: number): readonly (readonly [where: string, file: Uint8Array])[] => [
  ['its check', pfx([someSafe()], integer(iterations))],
  ['its certificates, PKCS #12 encryption', pfx([encryptedSafe(tripleDes(iterations), '0'.repeat(64))])],
  ['its certificates, PBES2', pfx([encryptedSafe(pbes2(iterations), '0'.repeat(64))])],
  ['its key, PKCS #12 encryption', pfx([plainSafe(shroudedKey(tripleDes(iterations)))])],
  ['its key, PBES2', pfx([plainSafe(shroudedKey(pbes2(iterations)))])],
]

/** 2 to the power of 88, in a number of 12 bytes: longer than any that the other places can have. */
export const authorityAskingForEver = (): Uint8Array => pfx([someSafe()], node(INTEGER, `\x01${'\0'.repeat(11)}`))

/** The iterations show only when the outer part was decrypted with `HOSTILE_PASSPHRASE`. */
export function authorityHidingIterations(iterations: number): Uint8Array {
  const sealed = pki.encryptPrivateKeyInfo(shroudedKey(tripleDes(iterations)), HOSTILE_PASSPHRASE, { algorithm: '3des', count: 1 })
  const [algorithm, encrypted] = sealed.value as [forge.asn1.Asn1, forge.asn1.Asn1]
  return pfx([encryptedSafe(algorithm, encrypted.value as string)])
}

/** So many SEQUENCEs or SETs within each other. */
export function nestedAsn1(levels: number): Uint8Array {
  const heads: Buffer[] = []
  for (let length = 0, level = 0; level < levels; level += 1) {
    const size = length < 128 ? [length] : [0x83, (length >> 16) & 255, (length >> 8) & 255, length & 255]
    heads.push(Buffer.from([level % 2 === 0 ? SEQUENCE | 0x20 : SET | 0x20, ...size]))
    length += size.length + 1
  }
  return new Uint8Array(Buffer.concat(heads.reverse()))
}

const text = (value: string) => new TextEncoder().encode(value)

/** Lists of card boxes, each with what a refusal of it names. */
export const hostileLists: readonly (readonly [name: string, file: Uint8Array, names: RegExp])[] = [
  ['24 kB: as many columns as lines', text(`${','.repeat(8_000)}1\n${'1\n'.repeat(8_000)}`), /more than 100 columns/],
  ['one line of 500,000 columns', text(`1${',1'.repeat(500_000)}`), /more than 100 columns/],
  ['900,000 lines', text('1\n'.repeat(900_000)), /more than 20000 lines/],
  ['900,000 empty lines before the first', text(`${'\n'.repeat(900_000)}4242424`), /more than 20000 lines/],
  ['100 columns in 5,000 lines', text(`${'1,'.repeat(99)}1\n`.repeat(5_000)), /more than 200000 cells/],
  ['one cell of 1.9 MB', text('1'.repeat(1_900_000)), /more than 2000 characters/],
  ['1.9 MB of doubled quotation marks', text(`"${'""'.repeat(900_000)}"`), /more than 2000 characters/],
  ['more than 2 MB', text('4242424\n'.repeat(300_000)), /larger than 2 MB/],
]

const inBase64 = (name: string) => createHash('sha256').update(name).digest('base64').replace('=', '')

/** Sealed to so many receivers, none of whom exists. */
export const ageFileFor = (receivers: number): Uint8Array =>
  text(
    `age-encryption.org/v1\n${Array.from({ length: receivers }, (_, index) => `-> X25519 ${inBase64(`share ${index}`)}\n${inBase64(`key ${index}`)}\n`).join('')}--- ${inBase64('mac')}\n${'x'.repeat(64)}`,
  )

export const ageFileWithoutEnd = (length: number): Uint8Array => text(`age-encryption.org/v1\n${'-> a b\n\n'.repeat(length / 8)}`)
