/** The last steps: nothing is called done that the card has not shown. */
import { createPublicKey, verify as verifySignature, X509Certificate, type KeyObject } from 'node:crypto'
import { sameBytes } from '../../domain/bytes.ts'
import { fail, isFull, ok, setAside, type Step, type StepDetail, type Work } from './personalise-work.ts'
import { objects, references } from './piv.ts'
import { objectTags } from './plan.ts'
import { hashes } from './public-key.ts'
import type { CardResult } from './session.ts'

async function readBack({ session, written }: Work): Promise<CardResult<StepDetail>> {
  for (const [name, content] of written) {
    const answer = await session.readObject(name === 'discovery' ? objects.discovery : objectTags[name])
    if (!answer.ok) return answer
    if (!sameBytes(answer.value, content)) return fail('proof-failed', `The card does not hold what was written to it (${name}).`, setAside)
  }
  return ok({ objects: written.size })
}

/** Against the certificate where there is one, and else against the key that the card told when it was made. */
function holderKey({ certificate, publicKey }: Work): KeyObject | undefined {
  if (certificate) return new X509Certificate(certificate).publicKey
  return publicKey && createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
}

async function prove(work: Work): Promise<CardResult<StepDetail>> {
  const { session, profile, random, management } = work
  const challenge = random(32)
  const signature = await session.sign(references.authenticationKey, profile.keyAlgorithm, challenge)
  if (!signature.ok) return signature
  const key = holderKey(work)
  if (!key || !verifySignature(hashes[profile.keyAlgorithm], challenge, key, signature.value))
    return fail('proof-failed', 'The key on the card does not fit the certificate on the card.', setAside)
  if (management?.held === 'next') {
    const opened = await session.authenticateManagement(management.key, management.algorithm)
    if (!opened.ok) return opened
  }
  return ok()
}

async function readRetries(work: Work): Promise<CardResult<StepDetail>> {
  const answer = await work.session.readRetries()
  if (!answer.ok) return answer
  const { passcode, puk } = answer.value
  const { attempts, triesSet } = work
  const asSet = !triesSet || (passcode.total === triesSet.passcode && puk?.total === triesSet.puk)
  if (!asSet || !isFull(passcode, attempts) || (puk && !isFull(puk, attempts)))
    return fail('proof-failed', 'The card does not have all its attempts left.', setAside)
  work.retries = { passcode: passcode.left!, puk: puk?.left }
  return ok({ passcode: passcode.left!, ...(puk?.left === undefined ? {} : { puk: puk.left }) })
}

export const proofSteps = {
  readBack: { name: 'read-back', kind: 'reads', once: false, run: readBack },
  prove: { name: 'prove', kind: 'reads', once: false, run: prove },
  retries: { name: 'retries', kind: 'reads', once: false, run: readRetries },
} as const satisfies Record<string, Step>
