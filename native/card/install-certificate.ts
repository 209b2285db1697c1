/**
 * Puts a certificate that came later as a file (from CIS or another authority) on a card that RA Desk has written: finds out that it is the very card
 * and the very key, writes, reads back, proves. Nothing here is secret and every part may be repeated, so after a loss it is simply done again.
 */
import { createPublicKey, verify as verifySignature, X509Certificate } from 'node:crypto'
import type { CardConnection } from '../ports.ts'
import { sameBytes } from '../../domain/bytes.ts'
import type { CertificateSubject } from './certificate-parts.ts'
import { checkCertificate, fingerprint, publicKeyOf } from './check-certificate.ts'
import { linkBroke } from './personalise-judge.ts'
import { fail, setAside } from './personalise-work.ts'
import { certificateObject } from './piv-objects.ts'
import { algorithms, objects, references, type ManagementAlgorithm } from './piv.ts'
import { pivProfile, type CardProfile } from './profile.ts'
import { hashes } from './public-key.ts'
import { openSession, type CardResult, type PivSession } from './session.ts'
import type { CardFailure } from './status-word.ts'

export type InstallOutcome =
  | {
      readonly outcome: 'done'
      readonly serial: string
      /** SHA-256 of the certificate, hex. */
      readonly certificateFingerprint: string
      /**
       * How it is known that the card holds the key of the certificate: it signed; or it told its public key; or only that it is the card,
       * by serial number, for which that key is on record (a card without metadata whose passcode is not at hand).
       */
      readonly proof: 'signature' | 'public-key' | 'record'
      /** It was on the card already, byte for byte. */
      readonly wasThere: boolean
    }
  /** `refused`: nothing was changed. `resumable`: put the same card back and do it again. `spoiled`: the card reported a fault while it was written, or does not hold what was written. */
  | { readonly outcome: 'refused' | 'resumable' | 'spoiled'; readonly serial: string | undefined; readonly reason: CardFailure }

export interface InstallRequest {
  readonly connection: Pick<CardConnection, 'atr' | 'link' | 'transmit'>
  /** Of the card that was issued. */
  readonly serial: string
  /** As `personalise` said it: SHA-256 of the DER SubjectPublicKeyInfo, hex, upper case. */
  readonly publicKeyFingerprint: string
  /** DER. */
  readonly certificate: Uint8Array
  /** The one that the card has now. */
  readonly managementKey: Uint8Array
  /** As `personalise` said it; asked of the card when absent. */
  readonly managementAlgorithm?: ManagementAlgorithm
  /** For the strongest proof; sent once, after everything else is right. */
  readonly passcode?: string
  /** The holder that the certificate must name. */
  readonly subject?: CertificateSubject
  readonly random: (length: number) => Uint8Array
  /** Instant, ISO in UTC. */
  readonly now: () => string
  readonly profile?: CardProfile
}

export async function installCertificate(given: InstallRequest): Promise<InstallOutcome> {
  const { connection, serial, publicKeyFingerprint, certificate: der, subject, random, now, profile = pivProfile } = given
  const end = (reason: CardFailure, wrote = false): InstallOutcome => ({
    outcome: linkBroke(reason) ? 'resumable' : wrote ? 'spoiled' : 'refused',
    serial: reason.code === 'another-card' ? undefined : serial,
    reason,
  })

  const checked = checkCertificate({ der, publicKeyFingerprint, ...(subject ? { subject } : {}), now: now() })
  if (!checked.ok) return end(checked.error)
  const session = openSession({ connection, random, transport: profile.transport })
  const found = await findCard(given, session, profile)
  if (!found.ok) return end(found.error)

  const content = certificateObject(der)
  const before = await session.readObject(objects.certificate9a)
  if (!before.ok && before.error.code !== 'object-not-found') return end(before.error)
  const wasThere = before.ok && sameBytes(before.value, content)
  if (!wasThere) {
    const opened = await session.authenticateManagement(given.managementKey, given.managementAlgorithm)
    if (!opened.ok) return end(opened.error)
    const written = await session.writeObject(objects.certificate9a, content)
    if (!written.ok) return end(written.error, true)
    const after = await session.readObject(objects.certificate9a)
    if (!after.ok) return end(after.error, true)
    if (!sameBytes(after.value, content))
      return end(fail('proof-failed', 'The card does not hold the certificate that was written to it.', setAside).error, true)
  }
  const proof = await prove(given, session, checked.value, found.value)
  if (!proof.ok) return end(proof.error, proof.error.code === 'proof-failed')
  return { outcome: 'done', serial, certificateFingerprint: fingerprint(der), proof: proof.value, wasThere }
}

/** The card by its serial number and, where it tells, by its key. Answers whether it told. */
async function findCard(
  { connection, serial, publicKeyFingerprint }: InstallRequest,
  session: PivSession,
  profile: CardProfile,
): Promise<CardResult<boolean>> {
  const another = fail(
    'another-card',
    `This is not the card with serial number ${serial}. Nothing was written to it.`,
    'Put in the card that the certificate was made for.',
  )
  if (profile.neverTouch.some(({ atr }) => atr === connection.atr)) return another
  const selected = await session.select()
  if (!selected.ok) return selected.error.code === 'not-a-piv-card' ? another : selected
  const told = await session.readSerial()
  if (!told.ok) return told
  if (told.value !== serial) return another
  const key = await session.readKey(references.authenticationKey)
  if (!key.ok) return key
  if (!key.value?.publicKey) return { ok: true, value: false }
  if (fingerprint(key.value.publicKey) === publicKeyFingerprint) return { ok: true, value: true }
  return fail('another-card', 'The card holds another key than the one it was issued with. Nothing was written to it.', setAside)
}

async function prove(
  { passcode, random }: InstallRequest,
  session: PivSession,
  certificate: X509Certificate,
  toldKey: boolean,
): Promise<CardResult<'signature' | 'public-key' | 'record'>> {
  if (passcode === undefined) return { ok: true, value: toldKey ? 'public-key' : 'record' }
  const verified = await session.verifyPasscode(passcode)
  if (!verified.ok) return verified
  const publicKey = createPublicKey({ key: Buffer.from(publicKeyOf(certificate)), format: 'der', type: 'spki' })
  const { asymmetricKeyType, asymmetricKeyDetails } = publicKey
  const algorithm =
    asymmetricKeyType === 'rsa' ? algorithms.rsa2048 : asymmetricKeyDetails?.namedCurve === 'secp384r1' ? algorithms.p384 : algorithms.p256
  const challenge = random(32)
  const signature = await session.sign(references.authenticationKey, algorithm, challenge)
  if (!signature.ok) return signature
  return verifySignature(hashes[algorithm], challenge, publicKey, signature.value)
    ? { ok: true, value: 'signature' }
    : fail('proof-failed', 'The key on the card does not fit the certificate.', setAside)
}
