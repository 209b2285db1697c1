/** The card's own request for a certificate, as a file for the issuing authority. */
import { err, ok, type Result } from '../../domain/result.ts'
import type { Input } from '../../preload/contract.ts'
import { findCard } from './card-views.ts'
import type { Cards } from './card-services.ts'
import type { Settings } from '../ports.ts'

/** What the use-cases of this file need. */
export type CardRequestPorts = Cards & Settings

const LINE = /.{1,64}/g

/** PEM (RFC 7468 §7): what every authority takes. */
export async function drawRequest(
  desk: CardRequestPorts,
  { serial }: Input<'cards.saveRequest'>,
): Promise<Result<{ readonly fileName: string; readonly bytes: Uint8Array }, 'no-request' | 'no-such-card'>> {
  const card = findCard(desk, serial)
  if (!card.ok) return card
  const { caseId, attempt } = card.value
  const kept = caseId !== undefined && attempt !== undefined ? await desk.cards.files.readCertificate({ caseId, attempt }) : undefined
  if (kept?.request === undefined)
    return err(
      'no-request',
      'There is no request for a certificate of this card.',
      'A card signs one when it is written with a certificate from an authority, or one that comes later.',
    )
  const pem = ['-----BEGIN CERTIFICATE REQUEST-----', ...kept.request.match(LINE)!, '-----END CERTIFICATE REQUEST-----', ''].join('\n')
  return ok({ fileName: `card-${card.value.serial}-request.pem`, bytes: new TextEncoder().encode(pem) })
}
