/** Reads the form of a replacement into what is recorded, or into every problem at once. */
import { LONGEST_REFERENCE } from '../../../../domain/journey/replacement.ts'
import { checkUuid } from '../../../../domain/journey/cis.ts'
import { parseSerial } from '../../../../domain/card/register/serial.ts'
import type { EventOf } from '../../../../domain/case/events.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import type { ReplacementTold } from '../../../client/case-client.ts'
import { dateFromIso, type DateParts } from '../../../ui/date-parts.ts'
import { formatUuid } from '../../../ui/format.ts'
import {
  organisationValues,
  readOrganisation,
  type Organisation,
  type OrganisationValues,
} from '../../shared/before-call/organisation-choice.ts'
import { readLine, readPastDate, readText, type FormRead } from '../../shared/before-call/read-form.ts'
import { nameValues, readNames, reportFields, type FieldNote, type NameValues } from '../../shared/registrant/read-registrant.ts'
import { readUuidEntry, type UuidEntry } from '../../shared/uuid-entry/uuid-entry.ts'
import type { FoundPerson } from './use-found-person.ts'

export interface ReplacementValues extends UuidEntry, NameValues, OrganisationValues {
  /** Serial number of a card that was found, or `other`. */
  card: string
  /** Of another card; may stay empty. */
  serial: string
  why: string
  offered: string
  incident: string
  requestedOn: DateParts
  /** Id of the case that things are taken over from, or empty. */
  source: string
  note: string
}
type Name = keyof ReplacementValues

export interface ReplacementContext {
  readonly edition: Pick<Edition, 'replacementReasons' | 'cis'>
  readonly organisations: readonly Organisation[]
  readonly today: string
}

/** Without the person, who may be that of a case that has no id yet. */
export type ReplacementRead = FormRead<Omit<ReplacementTold, 'personId'>, Name> & {
  readonly notes: Partial<Readonly<Record<Name, FieldNote>>>
}

export const ANOTHER_CARD = 'other'

interface Begun {
  readonly recorded?: EventOf<'replacementRequested'> | undefined
  readonly found: FoundPerson
  readonly typedUuid?: string | undefined
}

/** What is known already: what was recorded, or what the earlier cases of the person say. */
export function replacementValues(
  { recorded, found, typedUuid }: Begun,
  { edition, organisations, today }: ReplacementContext,
): ReplacementValues {
  const known = recorded ?? found.person
  const uuid = known?.uuid ?? typedUuid
  const reasons = edition.replacementReasons ?? []
  const isListed = (serial: string | undefined) => found.cards.some((card) => card.serial === serial)
  const serial = recorded?.oldCard.serial
  return {
    typed: uuid ? formatUuid(uuid) : '',
    again: '',
    // It comes from a case, or was typed to find the person: it need not be typed again while it stays as it is.
    pasted: known?.uuid ?? '',
    ...nameValues(known),
    ...organisationValues(known?.organisation, organisations),
    card: recorded ? (serial && isListed(serial) ? serial : ANOTHER_CARD) : (found.cards[0]?.serial ?? ANOTHER_CARD),
    serial: serial && !isListed(serial) ? serial : '',
    why: recorded?.why ?? (reasons.length === 1 ? reasons[0]!.id : ''),
    offered: recorded?.offered ?? '',
    incident: recorded?.incident ?? '',
    requestedOn: dateFromIso(recorded?.requestedOn ?? today),
    source: recorded ? (recorded.carriedFrom ?? '') : (found.sources[0]?.caseId ?? ''),
    note: recorded?.note ?? '',
  }
}

export function readReplacement(values: ReplacementValues, { edition, organisations, today }: ReplacementContext): ReplacementRead {
  const { problems, notes, report } = reportFields<Name>()
  const entry = readUuidEntry(values)
  if (entry.field) report.wrong(entry.field, entry.problem)
  const unlike = entry.uuid === undefined ? undefined : checkUuid(entry.uuid, edition, undefined)
  if (unlike) report.wrong('typed', unlike)
  const names = readNames(values, report)
  const organisation = readOrganisation(problems, 'odsCode', values.odsCode, organisations)
  const typedSerial = values.card === ANOTHER_CARD ? values.serial.trim() : values.card
  const serial = typedSerial === '' ? undefined : parseSerial(typedSerial)
  if (serial?.ok === false) report.wrong('serial', serial.error)
  const reason = (edition.replacementReasons ?? []).find(({ id }) => id === values.why)
  if (!reason) report.wrong('why', 'Choose why a new card is needed')
  if (reason?.offerFirst && values.offered === '') report.wrong('offered', 'Try this first, then say how it went')
  const incident = reason?.asks.includes('incident-reference')
    ? readLine(problems, 'incident', values.incident, 'The incident reference', 'Enter the incident reference')
    : undefined
  if (incident !== undefined && incident.length > LONGEST_REFERENCE)
    report.wrong('incident', `The incident reference must be ${String(LONGEST_REFERENCE)} characters or fewer`)
  const requestedOn = readPastDate(problems, 'requestedOn', values.requestedOn, 'Date of the request', today)
  const note = readText(problems, 'note', values.note, 'The note')
  if (problems.length > 0 || entry.uuid === undefined || !names || !organisation || !reason || requestedOn === undefined)
    return { problems, notes }
  return {
    notes,
    event: {
      uuid: entry.uuid,
      ...names,
      organisation,
      oldCard: serial?.ok ? { serial: serial.value } : {},
      why: reason.id,
      requestedOn,
      ...(reason.offerFirst ? { offered: values.offered === 'tried' ? ('tried' as const) : ('not-possible' as const) } : {}),
      ...(incident === undefined ? {} : { incident }),
      ...(values.source === '' ? {} : { carriedFrom: values.source }),
      ...(note === undefined ? {} : { note }),
    },
  }
}
