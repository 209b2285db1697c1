/** What happened to a card, as an event of its case, as what is kept of its key, and as words for the screen. */
import { X509Certificate } from 'node:crypto'
import type { CaseEvent } from '../../domain/case/events.ts'
import type { CertificateSource } from '../../domain/card/card-settings.ts'
import type { Failure } from '../../domain/result.ts'
import type { PersonalisationOutcome } from '../../native/card/personalise.ts'
import type { CardOutcome } from '../../preload/contract.ts'
import { cardStepWords } from './card-step-titles.ts'
import type { CardCertificate } from './card-files.ts'

export type CardDone = Extract<PersonalisationOutcome, { outcome: 'done' }>

const triesOf = ({ retries }: CardDone) => ({ passcode: retries.passcode, puk: retries.puk ?? retries.passcode })

export function describeOutcome(attempt: number, outcome: PersonalisationOutcome): CaseEvent {
  if (outcome.outcome === 'done') {
    return {
      kind: 'cardWritten',
      attempt,
      serial: outcome.serial,
      retries: triesOf(outcome),
      managementKey: outcome.management.key === 'next' ? 'station' : 'factory',
      ...(outcome.certificateFingerprint ? { certificateFingerprint: outcome.certificateFingerprint } : {}),
      ...(outcome.notes.length > 0 ? { notes: [...outcome.notes] } : {}),
      objects: outcome.objects.map((object) => ({ name: object.name, bytes: object.bytes })),
    }
  }
  return {
    kind: 'cardFailed',
    attempt,
    ...(outcome.serial ? { serial: outcome.serial } : {}),
    outcome: outcome.outcome,
    step: outcome.step,
    reason: `${outcome.reason.message} ${outcome.reason.next}`,
  }
}

/** The record stopped the writing: its own words say why better than the card's. What the card is stays as it was judged. */
export function withReason(outcome: PersonalisationOutcome, { message, next }: Failure): PersonalisationOutcome {
  return outcome.outcome === 'resumable' || outcome.outcome === 'refused'
    ? { ...outcome, reason: { ...outcome.reason, message, next: `${next} Then put the same card back.` } }
    : outcome
}

export function resultOf(outcome: PersonalisationOutcome): CardOutcome {
  return outcome.outcome === 'done'
    ? { outcome: 'done', serial: outcome.serial, retries: triesOf(outcome) }
    : { outcome: outcome.outcome, step: cardStepWords[outcome.step], reason: `${outcome.reason.message} ${outcome.reason.next}` }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** What is kept of the card's key, so that a certificate that comes later finds its card and can be installed on it. */
export function certificateOf(outcome: CardDone, source: CertificateSource, at: string): Omit<CardCertificate, 'rev'> {
  const { certificate, certificateRequest } = outcome
  return {
    serial: outcome.serial,
    publicKeyFingerprint: outcome.publicKeyFingerprint,
    management: outcome.management,
    source,
    ...(certificateRequest ? { request: base64(certificateRequest) } : {}),
    ...(certificate
      ? {
          certificate: base64(certificate),
          installedAt: at,
          validUntil: new X509Certificate(certificate).validToDate.toISOString().slice(0, 10),
        }
      : {}),
  }
}
