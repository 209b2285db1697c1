/** Puts a certificate that CIS or another authority returned as a file on the card that asked for it, when that card is in the reader again. */
import { X509Certificate } from 'node:crypto'
import { liveStates } from '../../domain/card/lifecycle.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { installCertificate, type InstallOutcome } from '../../native/card/install-certificate.ts'
import { factory } from '../../native/card/piv.ts'
import { cardProfiles } from '../../native/card/profile.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { findChoices } from './card-attempt.ts'
import type { CardCertificate } from './card-files.ts'
import type { CardMasterFailureCode } from './card-master.ts'
import type { Cards } from './card-services.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, Custody, DevicePorts, RandomBytes, Store } from '../ports.ts'

/** What the use-cases of this file need. */
export type InstallCardCertificatePorts = Cards & Cases & Clock & Custody & DevicePorts & RandomBytes & Store

type Installed = Reply<'cards.installCertificate'>

export async function installCardCertificate(
  desk: InstallCardCertificatePorts,
  { caseId, expectedSeq, serial, reader, base64 }: Input<'cards.installCertificate'>,
): Promise<Installed> {
  const der = readCertificate(Buffer.from(base64, 'base64'))
  if (!der.ok) return der
  const open = await desk.cases.get(caseId)
  const card = desk.cards.book.find(serial)
  if (!open || card?.caseId !== caseId || card.attempt === undefined || !liveStates.has(card.state)) return notIssued
  if (open.record.events.length !== expectedSeq) return stale
  const { attempt } = card
  const kept = await desk.cards.files.readCertificate({ caseId, attempt })
  if (!kept) return notIssued
  const managementKey = await managementKeyOf(desk, kept)
  if (!managementKey.ok) return managementKey
  const passcode = card.state === 'issued' ? await findPasscode(desk, open.view.facts.liveCard?.passcodeId) : undefined
  const connected = await desk.devices.reader.connect(reader)
  if (!connected.ok) return connected
  let outcome: InstallOutcome
  try {
    outcome = await installCertificate({
      connection: connected.value,
      serial: kept.serial,
      publicKeyFingerprint: kept.publicKeyFingerprint,
      certificate: der.value,
      managementKey: managementKey.value,
      managementAlgorithm: kept.management.algorithm,
      ...(passcode === undefined ? {} : { passcode }),
      random: desk.randomBytes,
      now: () => desk.now().toISOString(),
      profile: cardProfiles[findChoices(open.record, attempt).profile],
    })
  } finally {
    await connected.value.disconnect('reset')
  }
  return record(desk, { caseId, expectedSeq, attempt, kept, der: der.value, outcome })
}

async function record(
  desk: InstallCardCertificatePorts,
  given: {
    readonly caseId: string
    readonly expectedSeq: number
    readonly attempt: number
    readonly kept: CardCertificate
    readonly der: Uint8Array
    readonly outcome: InstallOutcome
  },
): Promise<Installed> {
  const { caseId, expectedSeq, attempt, kept, der, outcome } = given
  const { serial } = kept
  if (outcome.outcome === 'done') {
    const { publicKeyFingerprint, management, request } = kept
    const row = await desk.cards.files.certificateRow(
      { caseId, attempt },
      {
        serial,
        publicKeyFingerprint,
        management,
        ...(request ? { request } : {}),
        source: 'file',
        certificate: Buffer.from(der).toString('base64'),
        installedAt: desk.now().toISOString(),
        validUntil: new X509Certificate(der).validToDate.toISOString().slice(0, 10),
      },
    )
    const noted = await desk.store.commit([row], {
      action: 'card-certificate-installed',
      caseId,
      detail: { serial, proof: outcome.proof, fingerprint: outcome.certificateFingerprint },
    })
    return noted.ok ? ok({ rows: [], recorded: [], lastSeq: noted.value.lastSeq, result: { outcome: 'done' } }) : noted
  }
  const reason = `${outcome.reason.message} ${outcome.reason.next}`
  if (outcome.outcome !== 'spoiled')
    return ok({ rows: [], recorded: [], lastSeq: desk.store.lastSeq(), result: { outcome: outcome.outcome, reason } })
  const spoiled = await desk.cases.commit({
    caseId,
    expectedSeq,
    events: [{ kind: 'cardFailed', attempt, serial, outcome: 'spoiled', step: 'write-certificate', reason }],
    happened: true,
  })
  return spoiled.ok ? ok({ ...spoiled.value, result: { outcome: 'spoiled', reason } }) : spoiled
}

/** A card holds a certificate of at most 3 kB; PEM, with a chain and words before each, has a few times as much. */
const MOST_CERTIFICATE_BYTES = 20_000

/** PEM or DER. */
export function readCertificate(file: Uint8Array): Result<Uint8Array, 'not-a-certificate'> {
  if (file.length > MOST_CERTIFICATE_BYTES)
    return err(
      'not-a-certificate',
      `This file is larger than ${MOST_CERTIFICATE_BYTES / 1_000} kB, which no certificate of a card is. No card was touched.`,
      'Choose the .pem, .crt or .cer file that was returned for this card.',
    )
  try {
    return ok(new Uint8Array(new X509Certificate(file).raw))
  } catch {
    return err(
      'not-a-certificate',
      'This file holds no certificate. No card was touched.',
      'Choose the .pem, .crt or .cer file that was returned for this card.',
    )
  }
}

async function managementKeyOf(
  desk: InstallCardCertificatePorts,
  { management, serial }: CardCertificate,
): Promise<Result<Uint8Array, CardMasterFailureCode>> {
  if (management.key === 'present') return ok(factory.managementKey)
  const keys = await desk.cards.master.managementKeys()
  return keys.ok ? ok(keys.value({ serial, algorithm: management.algorithm })) : keys
}

/** While the card is in our hands its passcode is the one that is kept, and it can prove its key by signing. */
async function findPasscode(desk: InstallCardCertificatePorts, custodyId: string | undefined): Promise<string | undefined> {
  const passcode = custodyId === undefined ? undefined : await desk.custody.get(custodyId)
  return passcode?.ok ? passcode.value : undefined
}

const notIssued = err(
  'card-not-issued',
  'This card is not one that this station issued and that is in use. Nothing was written to it.',
  'Look at the register: only an issued, posted or active card takes a certificate.',
)
const stale = err(
  'stale',
  'This case was changed elsewhere since it was opened. No card was touched.',
  'Look at the card again, then repeat what you wanted to do.',
)
