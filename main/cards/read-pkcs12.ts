/** Reads the certificate and key of an issuing authority out of a PKCS #12 file (RFC 7292): RSA or EC, with old and new encryption. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import forge from 'node-forge'
import { err, ok, type Result } from '../../domain/result.ts'
import { wipe } from '../vault/wipe.ts'
import { mayIssueCertificates } from './issuing-extensions.ts'
import { authorityTooLarge, MOST_AUTHORITY_BYTES } from './largest-files.ts'
import { MOST_ITERATIONS, highestIterations, tooManyIterations } from './pkcs12-limits.ts'

export interface IssuingAuthority {
  /** DER, PKCS #8. */
  readonly privateKey: Uint8Array
  /** DER. */
  readonly certificate: Uint8Array
}

export type AuthorityFailureCode =
  | 'authority-not-pkcs12'
  | 'authority-wrong-passphrase'
  | 'authority-no-key'
  | 'authority-no-certificate'
  | 'authority-key-not-supported'
  | 'authority-expired'
  | 'authority-not-yet-valid'
  | 'authority-not-a-ca'
  | 'authority-too-costly'
  | 'authority-too-large'
  | 'authority-too-many-iterations'

/** EC curves and their names in OpenSSL. RSA: signing with more than 4096 bits would stop `main` for too long with each card. */
const curves: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1'])
const LEAST_RSA_BITS = 2_048
const MOST_RSA_BITS = 4_096

const { pkcs8ShroudedKeyBag, keyBag, certBag } = forge.pki.oids as { pkcs8ShroudedKeyBag: string; keyBag: string; certBag: string }

/** Takes as long as the file asks for, within the limits: to be called in a worker (`read-apart.ts`). */
export function readPkcs12(file: Uint8Array, passphrase: string, now: Date): Result<IssuingAuthority, AuthorityFailureCode> {
  if (file.length > MOST_AUTHORITY_BYTES) return authorityTooLarge
  try {
    return read(file, passphrase, now)
  } catch {
    // The libraries throw at values that fit the form and make no sense.
    return notPkcs12
  }
}

function read(file: Uint8Array, passphrase: string, now: Date): Result<IssuingAuthority, AuthorityFailureCode> {
  const opened = open(file, passphrase)
  if (!opened.ok) return opened
  const keys = [...bagsOf(opened.value, pkcs8ShroudedKeyBag), ...bagsOf(opened.value, keyBag)].flatMap(readKey)
  if (keys.length === 0) return noKey
  const certificates = bagsOf(opened.value, certBag).flatMap(readCertificate)
  if (certificates.length === 0) return noCertificate
  // A file holds the authority's own certificate and often those above it: the one that belongs to the key is meant.
  for (const key of keys) {
    const certificate = certificates.find((one) => one.checkPrivateKey(key))
    if (certificate) return checkAuthority(key, certificate, now)
  }
  return noCertificate
}

function open(file: Uint8Array, passphrase: string): Result<forge.pkcs12.Pkcs12Pfx, AuthorityFailureCode> {
  let content: forge.asn1.Asn1
  try {
    content = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(file).toString('binary')))
  } catch {
    return notPkcs12
  }
  if (highestIterations(content) > MOST_ITERATIONS) return tooManyIterations
  try {
    return ok(forge.pkcs12.pkcs12FromAsn1(content, false, passphrase))
  } catch (error) {
    // The library tells a wrong passphrase and a file of another kind apart by its words only.
    const words = error instanceof Error ? error.message : ''
    return /MAC could not be verified|Invalid password|decrypt/i.test(words) ? wrongPassphrase : notPkcs12
  }
}

function bagsOf(pfx: forge.pkcs12.Pkcs12Pfx, bagType: string): forge.pkcs12.Bag[] {
  return pfx.getBags({ bagType })[bagType] ?? []
}

/** The library reads RSA keys into an object of its own and leaves others as they are: both are PKCS #8 again here. */
function readKey(bag: forge.pkcs12.Bag): KeyObject[] {
  const der = bag.key ? toDer(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key))) : bag.asn1 && toDer(bag.asn1)
  if (!der) return []
  try {
    return [createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })]
  } catch {
    return []
  } finally {
    wipe(der)
  }
}

function readCertificate(bag: forge.pkcs12.Bag): X509Certificate[] {
  const der = bag.cert ? toDer(forge.pki.certificateToAsn1(bag.cert)) : bag.asn1 && toDer(bag.asn1)
  try {
    return der ? [new X509Certificate(der)] : []
  } catch {
    return []
  }
}

const toDer = (value: forge.asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(value).getBytes(), 'binary')

function checkAuthority(key: KeyObject, certificate: X509Certificate, now: Date): Result<IssuingAuthority, AuthorityFailureCode> {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {}
  const strong =
    key.asymmetricKeyType === 'rsa'
      ? modulusLength !== undefined && modulusLength >= LEAST_RSA_BITS && modulusLength <= MOST_RSA_BITS
      : key.asymmetricKeyType === 'ec' && curves.has(namedCurve)
  if (!strong) return keyNotSupported
  if (!mayIssueCertificates(certificate)) return notCa
  if (certificate.validToDate <= now) return expired(certificate)
  if (certificate.validFromDate > now) return notYetValid(certificate)
  return ok({ privateKey: new Uint8Array(key.export({ format: 'der', type: 'pkcs8' })), certificate: new Uint8Array(certificate.raw) })
}

const day = (date: Date): string => date.toISOString().slice(0, 10)
const kept = 'Nothing was kept of it.'

const notPkcs12 = err(
  'authority-not-pkcs12',
  `RA Desk cannot read this as a certificate file. ${kept}`,
  'Choose the .p12 or .pfx file of the issuing authority.',
)
const wrongPassphrase = err(
  'authority-wrong-passphrase',
  `The passphrase does not open this file. ${kept}`,
  'Type the passphrase of the file again, and look at Caps Lock.',
)
const noKey = err(
  'authority-no-key',
  `There is no private key in this file. ${kept}`,
  'Export the issuing authority again, with its private key.',
)
const noCertificate = err(
  'authority-no-certificate',
  `There is no certificate in this file that belongs to its key. ${kept}`,
  'Export the issuing authority again, with its own certificate.',
)
const keyNotSupported = err(
  'authority-key-not-supported',
  `The key of this authority is of a kind or size that is not used for smartcards. ${kept}`,
  'Use an authority with an RSA key of 2048 to 4096 bits, or one on P-256, P-384 or P-521.',
)
const notCa = err(
  'authority-not-a-ca',
  `The certificate in this file may not issue others: it is not one of an authority. ${kept}`,
  'Choose the file of the issuing authority, not one of a person or a server.',
)
const expired = (certificate: X509Certificate) =>
  err('authority-expired', `This authority ended on ${day(certificate.validToDate)}. ${kept}`, 'Ask the people who run it for a new one.')
const notYetValid = (certificate: X509Certificate) =>
  err(
    'authority-not-yet-valid',
    `This authority begins on ${day(certificate.validFromDate)} only. ${kept}`,
    'Look at the clock of this computer, or wait for that day.',
  )
