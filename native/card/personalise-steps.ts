/**
 * The plan as a table of named steps. Each may be carried out again without harm, except those marked `once`, which the journal proves.
 * The order matters (ADR 6): what a card may refuse first, while it is still blank; then attempt limits, because setting them puts secrets back to the factory's; the passcode before
 * the PUK, because a card with rules of its own may refuse every passcode, and is then put back as it was; secrets before the key, so that no key of a
 * registrant ever lies behind the factory passcode; the management key last of all writes; and done means read back, signed and counted.
 */
import type { Step } from './personalise-work.ts'
import { abilitySteps } from './steps-abilities.ts'
import { authenticate, recallRetries, recognise, setRetries } from './steps-begin.ts'
import { contentSteps } from './steps-content.ts'
import { proofSteps } from './steps-proof.ts'
import { secretSteps } from './steps-secrets.ts'

export type { Step, StepName } from './personalise-work.ts'

export const steps: readonly Step[] = [
  { name: 'recognise', kind: 'reads', once: false, run: recognise },
  { name: 'authenticate', kind: 'reads', once: false, run: authenticate },
  abilitySteps.tryRoom,
  abilitySteps.tryKey,
  { name: 'set-retries', kind: 'writes', once: true, run: setRetries, recall: recallRetries },
  secretSteps.passcode,
  secretSteps.puk,
  secretSteps.verify,
  contentSteps.generateKey,
  contentSteps.request,
  contentSteps.certificate,
  contentSteps.writeCertificate,
  contentSteps.writeChuid,
  contentSteps.writeCcc,
  contentSteps.writePrintedInformation,
  contentSteps.writeFacialImage,
  contentSteps.discovery,
  secretSteps.managementKey,
  proofSteps.readBack,
  proofSteps.prove,
  proofSteps.retries,
]
