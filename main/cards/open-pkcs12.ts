/** Opens a PKCS #12 file (RFC 7292): checks its MAC and takes every key and certificate out of its safes. */
import { createHmac } from 'node:crypto'
import forge from 'node-forge'
import { ok, type Result } from '../../domain/result.ts'
import { bytesOf, childrenOf, numberOf, oidOf, parseDer, toDer, type Node } from './asn1-nodes.ts'
import { decrypt } from './pkcs12-decrypt.ts'
import { encryptionNotSupported, notPkcs12, wrongPassphrase, type AuthorityFailureCode } from './pkcs12-failures.ts'
import { MOST_ITERATIONS, tooManyIterations } from './pkcs12-limits.ts'
import { spellPassphrase, type PassphraseBytes } from './pkcs12-passphrase.ts'

/** DER: PKCS #8 and X.509. */
export interface PfxContents {
  readonly keys: Buffer[]
  readonly certificates: Buffer[]
}
type Opened<Value> = Result<Value, AuthorityFailureCode>

const DATA = '1.2.840.113549.1.7.1'
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6'
const BAGS = '1.2.840.113549.1.12.10.1.'
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1'
/** A safe may be in a safe; no program that we know writes more than one level. */
const MOST_LEVELS = 4

const digests: Readonly<Record<string, readonly [name: string, bytes: number, create: () => forge.md.MessageDigest]>> = {
  '1.2.840.113549.2.5': ['md5', 16, () => forge.md.md5.create()],
  '1.3.14.3.2.26': ['sha1', 20, () => forge.md.sha1.create()],
  '2.16.840.1.101.3.4.2.1': ['sha256', 32, () => forge.md.sha256.create()],
  '2.16.840.1.101.3.4.2.2': ['sha384', 48, () => forge.md.sha384.create()],
  '2.16.840.1.101.3.4.2.3': ['sha512', 64, () => forge.md.sha512.create()],
}

/** Uses the spellings of the passphrase one after another until one opens everything. */
export function openPkcs12(pfx: Node, passphrase: string): Opened<PfxContents> {
  const [version, authSafe, macData] = childrenOf(pfx)
  const [contentType, content] = childrenOf(authSafe)
  if (numberOf(version) !== 3 || oidOf(contentType) !== DATA) return notPkcs12
  const safes = bytesOf(childrenOf(content)[0])
  let last: Opened<PfxContents> = wrongPassphrase
  for (const spelling of spellPassphrase(passphrase)) {
    const mac = macData ? checkMac(macData, safes, spelling) : ok(undefined)
    last = mac.ok ? openSafes(safes, spelling) : mac
    if (last.ok || last.error.code !== 'authority-wrong-passphrase') return last
  }
  return last
}

function checkMac(macData: Node, safes: string, { wide }: PassphraseBytes): Opened<undefined> {
  const [digestInfo, salt, iterations] = childrenOf(macData)
  const [algorithm, expected] = childrenOf(digestInfo)
  const digest = digests[oidOf(childrenOf(algorithm)[0])]
  if (digest === undefined) return encryptionNotSupported
  const [name, bytes, create] = digest
  const rounds = iterations === undefined ? 1 : numberOf(iterations)
  if (rounds > MOST_ITERATIONS) return tooManyIterations
  const key = forge.pkcs12.generateKey(wide, forge.util.createBuffer(bytesOf(salt)), 3, rounds, bytes, create())
  const mac = createHmac(name, Buffer.from(key.getBytes(), 'binary')).update(Buffer.from(safes, 'binary')).digest('binary')
  return mac === bytesOf(expected) ? ok(undefined) : wrongPassphrase
}

function openSafes(safes: string, passphrase: PassphraseBytes): Opened<PfxContents> {
  const found: PfxContents = { keys: [], certificates: [] }
  for (const safe of childrenOf(parseDer(safes))) {
    const opened = openSafe(safe, passphrase)
    if (!opened.ok) return opened
    // What opens with a wrong passphrase by chance is no ASN.1.
    const contents = parseDer(opened.value)
    if (!contents) return wrongPassphrase
    const taken = takeBags(contents, passphrase, found, MOST_LEVELS)
    if (!taken.ok) return taken
  }
  return ok(found)
}

function openSafe(safe: Node, passphrase: PassphraseBytes): Opened<string> {
  const [type, content] = childrenOf(safe)
  const [inside] = childrenOf(content)
  if (oidOf(type) === DATA) return ok(bytesOf(inside))
  if (oidOf(type) !== ENCRYPTED_DATA) return encryptionNotSupported
  const [, algorithm, encrypted] = childrenOf(childrenOf(inside)[1])
  return decrypt(algorithm, bytesOf(encrypted), passphrase)
}

function takeBags(contents: Node, passphrase: PassphraseBytes, found: PfxContents, levels: number): Opened<undefined> {
  for (const bag of childrenOf(contents)) {
    const [type, wrapped] = childrenOf(bag)
    const [value] = childrenOf(wrapped)
    if (value === undefined) continue
    const taken = takeBag(oidOf(type), value, passphrase, found, levels)
    if (!taken.ok) return taken
  }
  return ok(undefined)
}

/** Other kinds of bags, such as secrets and lists of revoked certificates, are passed over. */
function takeBag(type: string, value: Node, passphrase: PassphraseBytes, found: PfxContents, levels: number): Opened<undefined> {
  const [first, second] = childrenOf(value)
  if (type === `${BAGS}1`) found.keys.push(toDer(value))
  if (type === `${BAGS}2`) {
    const key = decrypt(first, bytesOf(second), passphrase)
    if (!key.ok) return key
    // As with a safe: one wrong passphrase in 256 ends in a padding that is right, and not in a key.
    if (!parseDer(key.value)) return wrongPassphrase
    found.keys.push(Buffer.from(key.value, 'binary'))
  }
  if (type === `${BAGS}3` && oidOf(first) === X509_CERTIFICATE)
    found.certificates.push(Buffer.from(bytesOf(childrenOf(second)[0]), 'binary'))
  if (type === `${BAGS}6` && levels > 0) return takeBags(value, passphrase, found, levels - 1)
  return ok(undefined)
}
