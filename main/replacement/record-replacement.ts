/**
 * Begins a replacement, or changes what was recorded of it. The page names a person, a card and a case: that they belong together is checked
 * here, against the register and the cases, and the new case is linked to the person in the same commit.
 */
import { findCarrySource } from '../../domain/case/carry-source.ts'
import type { CaseEvent, EventOf } from '../../domain/case/events.ts'
import { normaliseSerial } from '../../domain/card/register/serial.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { Cards } from '../cards/card-services.ts'
import { isKnown } from '../person/open-person.ts'
import type { Persons } from '../person/person-registry.ts'
import type { Custody } from '../ports.ts'
import type { CaseFailureCode } from '../registration/change-cases.ts'
import type { Cases } from '../registration/case-store.ts'
import type { WindsDown } from '../wind-down/wind-down.ts'

/** What the use-cases of this file need. */
export type RecordReplacementPorts = Cards & Cases & Custody & Persons & WindsDown

type Told = Input<'replacement.record'>['told']

export async function recordReplacement(
  desk: RecordReplacementPorts,
  { caseId, expectedSeq, told, reason, edition }: Input<'replacement.record'>,
): Promise<Reply<'replacement.record'>> {
  const begins = expectedSeq === 0
  const { personId } = told
  const ours = begins ? personId === caseId || isKnown(desk, personId) : desk.cases.personOf(caseId) === personId
  if (!ours)
    return err('no-such-person', 'This person is not on this workstation. Nothing was saved.', 'Search for the person again, under People.')
  const oldCard = findOldCard(desk, told, caseId)
  if (!oldCard.ok) return oldCard
  const source = await checkSource(desk, told, caseId)
  if (!source.ok) return source
  const asked: EventOf<'replacementRequested'> = { kind: 'replacementRequested', ...told, oldCard: oldCard.value }
  const events: CaseEvent[] =
    begins && personId !== caseId
      ? [
          asked,
          {
            kind: 'personLinked',
            personId,
            why: `Begun as a replacement${oldCard.value.serial ? ` of card ${oldCard.value.serial}` : ''}`,
          },
        ]
      : [asked]
  const changed = await desk.cases.change({
    caseId,
    expectedSeq,
    events,
    ...(reason ? { reason } : {}),
    ...(edition ? { edition } : {}),
  })
  if (!changed.ok) return changed
  const { events: _events, ...head } = changed.value.after.record
  return ok({ ...changed.value.committed, head })
}

/** The register decides whether the card is one of this workstation, and whose. */
function findOldCard(
  desk: RecordReplacementPorts,
  { personId, uuid, oldCard }: Told,
  caseId: string,
): Result<EventOf<'replacementRequested'>['oldCard'], 'card-held-by-case' | 'not-this-card' | 'card-may-be-live'> {
  const own = desk.cases.casesOf(personId).filter((one) => one !== caseId)
  // A case that was deleted left its card.
  const left = desk.windDown.book.obligations.cardCasesOf({ personId, uuid }).filter((one) => one !== caseId)
  const live = [...new Set([...own, ...left])].flatMap(desk.cards.book.liveCardsOf)
  if (oldCard.serial === undefined)
    return live[0] === undefined
      ? ok({ from: 'elsewhere' })
      : err(
          'card-may-be-live',
          `This person has a live card: ${live[0].serial}, of case ${live[0].caseReference}. Nothing was saved.`,
          'Choose that card as the one that is replaced.',
        )
  const serial = normaliseSerial(oldCard.serial)
  const card = desk.cards.book.find(serial)
  if (!card) return ok({ serial, from: 'elsewhere' })
  // Its case was erased: the register still has the card, but not its holder.
  const isTheirs = card.caseId !== undefined && (own.includes(card.caseId) || desk.cases.personOf(card.caseId) === undefined)
  if (!isTheirs)
    return err(
      'not-this-card',
      `Card ${serial} is in the register, and it is not a card of this person. Nothing was saved.`,
      'Look at the number on the card again.',
    )
  if (card.heldByCase)
    return err(
      'card-held-by-case',
      `Card ${serial} belongs to ${card.caseReference!}, which is open. Nothing was saved.`,
      'Open that case and replace the card there: its passcode is destroyed with it, and a new card can be written.',
    )
  return ok({ serial, from: 'here' })
}

async function checkSource(
  desk: RecordReplacementPorts,
  { personId, carriedFrom }: Told,
  caseId: string,
): Promise<Result<void, CaseFailureCode>> {
  if (carriedFrom === undefined) return ok()
  const isTheirs = carriedFrom !== caseId && desk.cases.personOf(carriedFrom) === personId
  const open = isTheirs ? await desk.cases.get(carriedFrom) : undefined
  if (open && findCarrySource(open.record.events, open.view)) return ok()
  return err(
    'no-such-case',
    'Nothing can be taken over from this case: it is not of this person, or its card never reached them. Nothing was saved.',
    'Begin without it. The photograph and the mobile are then asked for again.',
  )
}
