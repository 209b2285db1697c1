/** The register as screens see it. */
import { stationActsOf, type RegisteredCard } from '../../domain/card/register/register.ts'
import { countStock } from '../../domain/card/register/stock.ts'
import { normaliseSerial } from '../../domain/card/register/serial.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Input, Output, Reply } from '../../preload/contract.ts'
import { cardSettingsOf } from './card-attempt.ts'
import type { Cards } from './card-services.ts'
import type { Settings } from '../ports.ts'

/** What the use-cases of this file need. */
export type CardViewsPorts = Cards & Settings

const lineOf = ({
  serial,
  state,
  since,
  box,
  caseId,
  caseReference,
  heldByCase,
  destructionProved,
}: RegisteredCard): Output<'cards.list'>['cards'][number] => ({
  serial,
  state,
  since,
  heldByCase,
  destructionProved,
  ...(box === undefined ? {} : { box }),
  ...(caseId === undefined ? {} : { caseId, caseReference }),
})

/** Last changed first. */
export function listCards(desk: CardViewsPorts): Output<'cards.list'> {
  const register = desk.cards.book.register()
  const { onlyListed, lowStock } = cardSettingsOf(desk.settings())
  const { blank, byState, boxes } = countStock(register)
  return {
    cards: [...register.values()]
      .map(lineOf)
      .sort((one, other) => other.since.localeCompare(one.since) || one.serial.localeCompare(other.serial, 'en', { numeric: true })),
    stock: {
      blank,
      byState,
      boxes: boxes.map((box) => {
        const attempts = desk.cards.attempts.find({ box: box.box })
        return attempts === undefined ? box : { ...box, attempts }
      }),
      onlyListed,
      lowStock,
      low: boxes.length > 0 && blank <= lowStock,
    },
  }
}

export function findCard(desk: CardViewsPorts, serial: string): Result<RegisteredCard, 'no-such-card'> {
  const card = desk.cards.book.find(normaliseSerial(serial))
  return card ? ok(card) : err('no-such-card', 'This card is not in the register of this station.', 'Look at the serial number again.')
}

export async function showCard(desk: CardViewsPorts, { serial }: Input<'cards.show'>): Promise<Reply<'cards.show'>> {
  const found = findCard(desk, serial)
  if (!found.ok) return found
  const card = found.value
  const { caseId, attempt } = card
  const kept = caseId !== undefined && attempt !== undefined ? await desk.cards.files.readCertificate({ caseId, attempt }) : undefined
  const transcripts = caseId === undefined ? [] : await desk.cards.files.readTranscripts(caseId, attempt)
  return ok({
    card: lineOf(card),
    history: [...card.history],
    acts: stationActsOf(card).filter((act) => act !== 'listed' && act !== 'renew'),
    ...(kept
      ? {
          certificate: {
            source: kept.source,
            hasRequest: kept.request !== undefined,
            managementKey: kept.management.key === 'next' ? ('station' as const) : ('factory' as const),
            publicKeyFingerprint: kept.publicKeyFingerprint,
            ...(kept.installedAt ? { installedAt: kept.installedAt } : {}),
            ...(kept.validUntil ? { validUntil: kept.validUntil } : {}),
          },
        }
      : {}),
    transcripts: transcripts.map(({ attempt: number, startedAt, outcome, lines }) => ({
      attempt: number,
      startedAt,
      outcome,
      lines: lines.length,
    })),
  })
}
