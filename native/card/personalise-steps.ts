/**
 * The plan as a table of named steps. Each may be carried out again without harm, except those marked `once`, which the journal proves.
 * The order matters: secrets are changed before anything of the registrant is written, and done means read back, signed and counted.
 */
import { X509Certificate, verify as verifySignature } from 'node:crypto'
import { equal, fromBase64, toBase64 } from './bytes.ts'
import { selfSignedCertificate } from './certificate.ts'
import { certificateObject } from './piv-objects.ts'
import { factory, objects, references } from './piv.ts'
import { certificateSubject, objectTags, plannedObject, type PersonalisationPlan, type PlannedObject } from './plan.ts'
import type { CardProfile } from './profile.ts'
import { hashes } from './public-key.ts'
import type { CardResult, PivSession, Tries } from './session.ts'
import type { CardFailure, CardFailureCode } from './status-word.ts'

export type StepName =
  | 'recognise' | 'authenticate' | 'generate-key' | 'puk' | 'passcode' | 'verify' | 'certificate'
  | 'write-certificate' | 'write-chuid' | 'write-ccc' | 'write-printed-information' | 'write-facial-image'
  | 'read-back' | 'prove' | 'retries'

/** For the journal: never holds a passcode, PUK or key. */
export type StepDetail = Readonly<Record<string, string | number>>

export interface WrittenObject {
  readonly name: PlannedObject | 'certificate'
  readonly bytes: number
}

/** What the steps know of the card so far. */
export interface Work {
  readonly session: PivSession
  readonly plan: PersonalisationPlan
  readonly profile: CardProfile
  readonly atr: string
  readonly random: (length: number) => Uint8Array
  readonly now: () => string
  /** From the journal, when this card was begun before. */
  readonly begun: { readonly serial: string; readonly publicKey: string | undefined } | undefined
  serial: string
  publicKey: Uint8Array | undefined
  certificate: Uint8Array | undefined
  certificateFingerprint: string
  readonly written: Map<PlannedObject | 'certificate', Uint8Array>
  retries: { passcode: number; puk: number | undefined }
}

export interface Step {
  readonly name: StepName
  /**
   * `reads`: the card is as before, whatever happens. `writes`: may be repeated after a loss.
   * `secret`: after a loss nobody knows which value the card holds.
   */
  readonly kind: 'reads' | 'writes' | 'secret'
  /** Not repeated on resume when the journal says done. */
  readonly once: boolean
  readonly run: (work: Work) => Promise<CardResult<StepDetail>>
}

const ok = (detail: StepDetail = {}): CardResult<StepDetail> => ({ ok: true, value: detail })
const fail = (code: CardFailureCode, message: string, next: string): { readonly ok: false; readonly error: CardFailure } => ({ ok: false, error: { code, message, next } })
const setAside = 'Set this card aside, cancel it, and take another.'

function isFull(tries: Tries | undefined, otherwise: number): boolean {
  return tries?.left !== undefined && tries.left === (tries.total ?? otherwise)
}

/** A blank card has factory secrets with full counters, no key in 9A and no certificate in any slot. A factory CHUID or CCC does not matter. */
async function whyNotBlank(work: Work): Promise<CardResult<string | undefined>> {
  const { session, profile } = work
  for (const [reference, name] of [[references.passcode, 'passcode'], [references.puk, 'unblocking code']] as const) {
    const secret = await session.readSecret(reference)
    if (!secret.ok) return secret
    if (secret.value?.isFactory === false) return { ok: true, value: `its ${name} has been changed` }
    if (secret.value && !isFull(secret.value.tries, profile.tries)) return { ok: true, value: `its ${name} has been tried` }
    if (secret.value) continue
    if (reference === references.puk) continue
    const tries = await session.readRetries()
    if (!tries.ok) return tries
    if (!isFull(tries.value.passcode, profile.tries)) return { ok: true, value: `its ${name} has been tried` }
  }
  const key = await session.readKey(references.authenticationKey)
  if (!key.ok) return key
  if (key.value) return { ok: true, value: 'it already holds a key' }
  for (const tag of [objects.certificate9a, objects.certificate9c, objects.certificate9d, objects.certificate9e]) {
    const certificate = await session.readObject(tag)
    if (certificate.ok) return { ok: true, value: 'it already holds a certificate' }
    if (certificate.error.code !== 'object-not-found') return certificate
  }
  return { ok: true, value: undefined }
}

async function recognise(work: Work): Promise<CardResult<StepDetail>> {
  const { session, profile, begun, atr } = work
  const foreign = profile.neverTouch.find((card) => card.atr === atr)
  if (foreign) return fail('not-blank', `This is ${foreign.what}. Nothing was written to it.`, 'Take it out and put in a blank card.')
  const selected = await session.select()
  if (!selected.ok) return selected
  const version = await session.readVersion()
  if (!version.ok) return version
  const serial = await session.readSerial()
  if (!serial.ok) return serial
  if (serial.value === undefined && profile.needsSerial) return fail('not-supported', 'This card does not tell its serial number, so it could not be told from another. Nothing was written to it.', 'Use a card of a supported kind.')
  work.serial = serial.value ?? ''
  if (begun) {
    if (begun.serial !== work.serial) return fail('another-card', 'This is another card than the one that was begun. Nothing was written to it.', 'Put the card back that was begun, or give that one up and begin again.')
  } else {
    const why = await whyNotBlank(work)
    if (!why.ok) return why
    if (why.value !== undefined) return fail('not-blank', `This card is not blank: ${why.value}. Nothing was written to it.`, 'Take it out and put in a blank card.')
  }
  return ok({ serial: work.serial, atr, ...(version.value === undefined ? {} : { version: version.value }) })
}

async function authenticate({ session, plan, profile }: Work): Promise<CardResult<StepDetail>> {
  const answer = await session.authenticateManagement(plan.managementKey ?? factory.managementKey, profile.managementAlgorithm)
  return answer.ok ? ok() : answer
}

async function generateKey(work: Work): Promise<CardResult<StepDetail>> {
  const answer = await work.session.generateKey(references.authenticationKey, work.profile.keyAlgorithm)
  if (!answer.ok) return answer
  work.publicKey = answer.value
  return ok({ publicKey: toBase64(answer.value) })
}

async function changePuk({ session, plan }: Work): Promise<CardResult<StepDetail>> {
  const answer = await session.changePuk(factory.puk, plan.puk)
  return answer.ok ? ok() : answer
}

async function changePasscode({ session, plan }: Work): Promise<CardResult<StepDetail>> {
  const answer = await session.changePasscode(factory.passcode, plan.passcode)
  return answer.ok ? ok() : answer
}

async function verify({ session, plan }: Work): Promise<CardResult<StepDetail>> {
  const answer = await session.verifyPasscode(plan.passcode)
  return answer.ok ? ok() : answer
}

async function makeCertificate(work: Work): Promise<CardResult<StepDetail>> {
  const { session, plan, profile, random, now } = work
  work.publicKey ??= work.begun?.publicKey === undefined ? undefined : fromBase64(work.begun.publicKey)
  if (!work.publicKey) return fail('proof-failed', 'The key of this card is not known.', setAside)
  const made = await selfSignedCertificate({
    subject: certificateSubject(plan), publicKey: work.publicKey, algorithm: profile.keyAlgorithm, from: now(), years: profile.certificateYears, random,
    sign: (message) => session.sign(references.authenticationKey, profile.keyAlgorithm, message),
  })
  if (!made.ok) return made
  const certificate = new X509Certificate(made.value)
  // A card whose key is not the one it told would make a certificate that nobody can use.
  if (!certificate.verify(certificate.publicKey)) return fail('proof-failed', 'The card signed its certificate with another key than it told.', setAside)
  work.certificate = made.value
  work.certificateFingerprint = certificate.fingerprint256.replaceAll(':', '')
  return ok({ fingerprint: work.certificateFingerprint })
}

async function write(work: Work, name: PlannedObject | 'certificate', content: Uint8Array): Promise<CardResult<StepDetail>> {
  const answer = await work.session.writeObject(objectTags[name], content)
  if (!answer.ok) return answer
  work.written.set(name, content)
  return ok({ bytes: content.length })
}

function writePlanned(name: PlannedObject): Step['run'] {
  return (work) => write(work, name, plannedObject(name, work.plan, { serial: work.serial, issuedOn: work.now().slice(0, 10) }))
}

async function readBack({ session, written }: Work): Promise<CardResult<StepDetail>> {
  for (const [name, content] of written) {
    const answer = await session.readObject(objectTags[name])
    if (!answer.ok) return answer
    if (!equal(answer.value, content)) return fail('proof-failed', `The card does not hold what was written to it (${name}).`, setAside)
  }
  return ok({ objects: written.size })
}

async function prove({ session, profile, random, certificate }: Work): Promise<CardResult<StepDetail>> {
  const challenge = random(32)
  const signature = await session.sign(references.authenticationKey, profile.keyAlgorithm, challenge)
  if (!signature.ok) return signature
  const key = certificate && new X509Certificate(certificate).publicKey
  if (!key || !verifySignature(hashes[profile.keyAlgorithm], challenge, key, signature.value)) return fail('proof-failed', 'The key on the card does not fit the certificate on the card.', setAside)
  return ok()
}

async function readRetries(work: Work): Promise<CardResult<StepDetail>> {
  const answer = await work.session.readRetries()
  if (!answer.ok) return answer
  const { passcode, puk } = answer.value
  const { tries } = work.profile
  if (!isFull(passcode, tries) || (puk && !isFull(puk, tries))) return fail('proof-failed', 'The card does not have all its tries left.', setAside)
  work.retries = { passcode: passcode.left!, puk: puk?.left }
  return ok({ passcode: passcode.left!, ...(puk?.left === undefined ? {} : { puk: puk.left }) })
}

export const steps: readonly Step[] = [
  { name: 'recognise', kind: 'reads', once: false, run: recognise },
  { name: 'authenticate', kind: 'reads', once: false, run: authenticate },
  { name: 'generate-key', kind: 'writes', once: true, run: generateKey },
  { name: 'puk', kind: 'secret', once: true, run: changePuk },
  { name: 'passcode', kind: 'secret', once: true, run: changePasscode },
  { name: 'verify', kind: 'reads', once: false, run: verify },
  { name: 'certificate', kind: 'reads', once: false, run: makeCertificate },
  { name: 'write-certificate', kind: 'writes', once: false, run: (work) => write(work, 'certificate', certificateObject(work.certificate!)) },
  { name: 'write-chuid', kind: 'writes', once: false, run: writePlanned('chuid') },
  { name: 'write-ccc', kind: 'writes', once: false, run: writePlanned('ccc') },
  { name: 'write-printed-information', kind: 'writes', once: false, run: writePlanned('printed-information') },
  { name: 'write-facial-image', kind: 'writes', once: false, run: writePlanned('facial-image') },
  { name: 'read-back', kind: 'reads', once: false, run: readBack },
  { name: 'prove', kind: 'reads', once: false, run: prove },
  { name: 'retries', kind: 'reads', once: false, run: readRetries },
]
