/**
 * Finds whose card is to be replaced: by the person or one of their cases, by UUID, or by the serial number of a card. A person with only a short entry, or
 * only a deleted case, is found by their marks. Opens the cases of that person and no others, and notes each look before anything is shown.
 */
import { findCarrySource } from '../../domain/case/carry-source.ts'
import { normaliseSerial } from '../../domain/card/register/serial.ts'
import { listEvidence } from '../../domain/evidence.ts'
import type { PersonEntry } from '../../domain/person/person-entry.ts'
import type { Mark } from '../../domain/person/marks.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { suggestNameOnCard } from '../../domain/registrant/name.ts'
import { ok, type Result } from '../../domain/result.ts'
import { shortLine } from '../../domain/text-from-outside.ts'
import type { EventOf } from '../../domain/case/events.ts'
import type { Input, Output } from '../../preload/contract.ts'
import type { Cards } from '../cards/card-services.ts'
import { isKnown } from '../person/open-person.ts'
import type { Persons } from '../person/person-registry.ts'
import type { Store, Views } from '../ports.ts'
import type { RecordFailureCode } from '../record/store.ts'
import type { BlindMark } from '../registration/blind-marks.ts'
import type { Cases } from '../registration/case-store.ts'
import type { OpenCase } from '../registration/stored-cases.ts'

/** What the use-cases of this file need. */
export type FindPersonPorts = Cards & Cases & Persons & Store & Views & { readonly blindMark: BlindMark }

type Found = Output<'replacement.find'>
type CardFound = Found['cards'][number]

export async function findPerson(desk: FindPersonPorts, asked: Input<'replacement.find'>): Promise<Result<Found, RecordFailureCode>> {
  await desk.persons.load()
  const personId = findPersonId(desk, asked)
  if (personId === undefined) return ok({ cards: cardsOf(desk, asked, []), sources: [] })
  const opened: OpenCase[] = []
  for (const caseId of desk.cases.casesOf(personId)) {
    const noted = await desk.views.note({ action: 'case-viewed', of: caseId, caseId })
    if (!noted.ok) return noted
    const open = await desk.cases.get(caseId)
    if (open) opened.push(open)
  }
  opened.sort((one, other) => other.view.facts.lastAt.localeCompare(one.view.facts.lastAt))
  const known = opened.find(({ view: { facts } }) => facts.registrant && facts.organisation && facts.uuid)?.view.facts
  const entry = known ? undefined : desk.persons.entries().get(personId)
  if (entry) {
    const noted = await desk.views.note({ action: 'person-viewed', of: personId, detail: { personId } })
    if (!noted.ok) return noted
  }
  return ok({
    personId,
    ...(known?.registrant && known.organisation && known.uuid
      ? {
          person: {
            uuid: known.uuid,
            name: known.registrant.name,
            nameOnCard: known.registrant.nameOnCard,
            ...(known.registrant.nameOnEnvelope ? { nameOnEnvelope: known.registrant.nameOnEnvelope } : {}),
            organisation: known.organisation,
            ...(known.registrant.mobile ? { mobile: known.registrant.mobile } : {}),
            ...(known.registrant.address ? { address: known.registrant.address } : {}),
          },
        }
      : {}),
    ...(entry ? { person: personOfEntry(entry) } : {}),
    cards: cardsOf(desk, asked, opened),
    sources: opened.flatMap((open) => sourceOf(desk, open)),
  })
}

function findPersonId(desk: FindPersonPorts, asked: Input<'replacement.find'>): string | undefined {
  const { cases, cards } = desk
  switch (asked.by) {
    case 'person':
      return cases.personOf(asked.id) ?? (isKnown(desk, asked.id) ? asked.id : undefined)
    case 'uuid': {
      const owner = cases.ownerOfUuid(asked.uuid)
      return (owner && cases.personOf(owner)) ?? findMarked(desk, { kind: 'uuid', value: asked.uuid })
    }
    case 'serial': {
      const serial = normaliseSerial(asked.serial)
      const owner = cards.book.find(serial)?.caseId
      return (owner && cases.personOf(owner)) ?? findMarked(desk, { kind: 'serial', value: serial })
    }
  }
}

/** Two persons with one UUID are the agent's to join: neither is taken. */
function findMarked({ marks, blindMark }: FindPersonPorts, mark: Mark): string | undefined {
  const [found, ...more] = new Set(marks.others(undefined, [blindMark(mark)]).map(({ owner }) => owner.personId))
  return more.length === 0 ? found : undefined
}

/** A short entry has no spelling for the card: the usual one is offered, and the agent looks at it. */
function personOfEntry({ name, uuid, organisation, mobile }: PersonEntry): Found['person'] {
  return {
    uuid,
    name,
    nameOnCard: shortLine(suggestNameOnCard(name), 200),
    ...(organisation ? { organisation } : {}),
    ...(mobile ? { mobile } : {}),
  }
}

/** The person's cards that were written, newest first; and the card that was asked for, also where its case is not here any more. */
function cardsOf({ cards }: FindPersonPorts, asked: Input<'replacement.find'>, opened: readonly OpenCase[]): CardFound[] {
  const serials = new Set(opened.flatMap(({ view }) => view.facts.cards.flatMap(({ serial }) => serial ?? [])).map(normaliseSerial))
  if (asked.by === 'serial') serials.add(normaliseSerial(asked.serial))
  return [...serials]
    .flatMap((serial): CardFound[] => {
      const card = cards.book.find(serial)
      if (!card?.caseReference || card.state === 'blank' || card.state === 'begun') return []
      return [
        {
          serial,
          state: card.state,
          since: card.since,
          caseReference: card.caseReference,
          heldByCase: card.heldByCase,
          live: cards.book.isCardLive(serial),
        },
      ]
    })
    .sort((one, other) => Number(other.live) - Number(one.live) || other.since.localeCompare(one.since))
}

function sourceOf(desk: FindPersonPorts, { record, view }: OpenCase): Found['sources'] {
  const source = findCarrySource(record.events, view)
  if (!source) return []
  const { mobile, photograph } = source
  return [
    {
      caseId: record.caseId,
      caseReference: record.caseReference,
      photographKept: photograph !== undefined && isKept(desk, record.caseId, photograph),
      ...(mobile ? { mobile: { number: mobile.number, confirmedOn: plainDateOf(new Date(mobile.confirmedAt)) } } : {}),
    },
  ]
}

/** Not erased: the key of each of its pictures is still there, and belongs to the case. */
const isKept = ({ store }: Store, caseId: string, photograph: EventOf<'photographAttached'>): boolean =>
  listEvidence({ events: [photograph] }).every(({ keyId }) => store.findKey('evidence', keyId)?.ownerId === caseId)
