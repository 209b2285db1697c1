/** The steps that put the registrant's own things on the card: key, certificate, data objects. */
import { fromBase64, sameBytes, toBase64 } from '../../domain/bytes.ts'
import { selfSignedCertificate } from './certificate.ts'
import { certificateRequest } from './certificate-request.ts'
import { checkCertificate, fingerprint } from './check-certificate.ts'
import { cardOf, fail, ok, setAside, skip, type ObjectName, type Step, type StepDetail, type Work } from './personalise-work.ts'
import { certificateObject, discovery } from './piv-objects.ts'
import { objects, references } from './piv.ts'
import { certificateSubject, objectTags, photographsOf, plannedObject, type PlannedObject } from './plan.ts'
import { facialImageObject, isTooLong } from './steps-abilities.ts'
import type { CardResult } from './session.ts'

/** A card whose answer was lost is asked for the key that it made: for RSA that saves minutes. */
async function generateKey(work: Work): Promise<CardResult<StepDetail>> {
  const { session, profile, begun } = work
  if (begun?.open.has('generate-key')) {
    const kept = await session.readKey(references.authenticationKey)
    if (!kept.ok) return kept
    if (kept.value?.generated && kept.value.algorithm === profile.keyAlgorithm && kept.value.publicKey) {
      work.publicKey = kept.value.publicKey
      return ok({ publicKey: toBase64(work.publicKey), asked: 'yes' })
    }
  }
  const answer = await session.generateKey(references.authenticationKey, profile.keyAlgorithm)
  if (!answer.ok) return answer
  work.publicKey = answer.value
  return ok({ publicKey: toBase64(answer.value) })
}

function knownKey(work: Work): CardResult<Uint8Array> {
  return work.publicKey ? { ok: true, value: work.publicKey } : fail('proof-failed', 'The key of this card is not known.', setAside)
}

function signer({ session, profile }: Work): (message: Uint8Array) => Promise<CardResult<Uint8Array>> {
  return (message) => session.sign(references.authenticationKey, profile.keyAlgorithm, message)
}

/** Kept in the journal and never made again, so that an authority that is asked again after a loss sees the same request. */
async function makeRequest(work: Work): Promise<CardResult<StepDetail>> {
  const { plan, profile } = work
  if (plan.certificate.kind === 'self-signed') return skip()
  const publicKey = knownKey(work)
  if (!publicKey.ok) return publicKey
  const made = await certificateRequest({
    subject: certificateSubject(plan),
    publicKey: publicKey.value,
    algorithm: profile.keyAlgorithm,
    sign: signer(work),
  })
  if (!made.ok) return made
  work.request = made.value
  return ok({ request: toBase64(made.value) })
}

async function makeCertificate(work: Work): Promise<CardResult<StepDetail>> {
  const { plan, profile, random, now } = work
  if (plan.certificate.kind === 'none') return skip('The card has no certificate yet: one made from its request is put on later.')
  const publicKey = knownKey(work)
  if (!publicKey.ok) return publicKey
  const subject = certificateSubject(plan)
  const made =
    plan.certificate.kind === 'authority'
      ? await askAuthority(plan.certificate.issue, work.request!)
      : await selfSignedCertificate({
          subject,
          publicKey: publicKey.value,
          algorithm: profile.keyAlgorithm,
          from: now(),
          years: profile.certificateYears,
          random,
          sign: signer(work),
        })
  if (!made.ok) return made
  const checked = checkCertificate({ der: made.value, publicKeyFingerprint: fingerprint(publicKey.value), subject, now: now() })
  if (!checked.ok) return checked
  // A card whose key is not the one it told would make a certificate that cannot be used.
  if (plan.certificate.kind === 'self-signed' && !checked.value.verify(checked.value.publicKey))
    return fail('proof-failed', 'The card signed its certificate with another key than it told.', setAside)
  work.certificate = made.value
  return ok({ fingerprint: fingerprint(made.value), certificate: toBase64(made.value) })
}

async function askAuthority(
  issue: (
    request: Uint8Array,
  ) => Promise<
    | { readonly ok: true; readonly value: Uint8Array }
    | { readonly ok: false; readonly error: { readonly message: string; readonly next: string } }
  >,
  request: Uint8Array,
): Promise<CardResult<Uint8Array>> {
  const answer = await issue(request)
  return answer.ok
    ? answer
    : fail('authority-failed', `${answer.error.message} The card is good so far.`, `${answer.error.next} Then put the same card back.`)
}

async function write(work: Work, name: Exclude<ObjectName, 'discovery'>, content: Uint8Array): Promise<CardResult<StepDetail>> {
  const answer = await work.session.writeObject(objectTags[name], content)
  if (!answer.ok) return answer
  work.written.set(name, content)
  return ok({ bytes: content.length })
}

function writePlanned(name: PlannedObject): Step['run'] {
  return (work) => write(work, name, plannedObject(name, work.plan, cardOf(work)))
}

/** The room was tried while the card was blank (`steps-abilities.ts`). A card that has less by now gets a smaller one, or none. */
async function writeFacialImage(work: Work): Promise<CardResult<StepDetail>> {
  const { facialImage: chosen, plan } = work
  const fitting = chosen === undefined ? [] : photographsOf(plan).filter(({ length }) => length <= chosen.length)
  for (const facialImage of fitting) {
    const answer = await write(work, 'facial-image', facialImageObject(work, facialImage))
    if (!answer.ok && isTooLong(answer.error)) continue
    if (!answer.ok || facialImage === plan.facialImage) return answer
    const note = `The chip holds a smaller photograph of ${facialImage.length.toLocaleString('en-GB')} bytes: the card has no room for the larger one.`
    return ok({ ...answer.value, note })
  }
  return skip('The chip holds no photograph: the card has no room for one. The photograph is printed on the card as usual.')
}

/** Most cards bring it and do not allow changes: then read it, and note where it differs from what RA Desk would write. */
async function discover(work: Work): Promise<CardResult<StepDetail>> {
  const { session } = work
  const kept = await session.readObject(objects.discovery)
  if (kept.ok)
    return sameBytes(kept.value, discovery) ? skip() : skip("The discovery object of the card is the maker's own; it was left as it is.")
  if (kept.error.code !== 'object-not-found' && kept.error.code !== 'not-supported') return kept
  const answer = await session.writeDiscovery(discovery)
  if (answer.ok) {
    work.written.set('discovery', discovery)
    return ok({ bytes: discovery.length })
  }
  const takesNone = ['not-supported', 'wrong-data', 'object-not-found', 'card-full'].includes(answer.error.code)
  return takesNone ? skip('The card has no discovery object and takes none.') : answer
}

export const contentSteps = {
  generateKey: {
    name: 'generate-key',
    kind: 'writes',
    once: true,
    run: generateKey,
    recall: (work, { publicKey }) => {
      work.publicKey = fromBase64(String(publicKey))
    },
  },
  request: {
    name: 'request',
    kind: 'reads',
    once: true,
    run: makeRequest,
    recall: (work, { request }) => {
      work.request = fromBase64(String(request))
    },
  },
  certificate: {
    name: 'certificate',
    kind: 'reads',
    once: true,
    run: makeCertificate,
    recall: (work, { certificate }) => {
      work.certificate = fromBase64(String(certificate))
    },
  },
  writeCertificate: {
    name: 'write-certificate',
    kind: 'writes',
    once: false,
    run: (work) => (work.certificate ? write(work, 'certificate', certificateObject(work.certificate)) : Promise.resolve(skip())),
  },
  writeChuid: { name: 'write-chuid', kind: 'writes', once: false, run: writePlanned('chuid') },
  writeCcc: { name: 'write-ccc', kind: 'writes', once: false, run: writePlanned('ccc') },
  writePrintedInformation: { name: 'write-printed-information', kind: 'writes', once: false, run: writePlanned('printed-information') },
  writeFacialImage: { name: 'write-facial-image', kind: 'writes', once: false, run: writeFacialImage },
  discovery: { name: 'discovery', kind: 'writes', once: false, run: discover },
} as const satisfies Record<string, Step>
