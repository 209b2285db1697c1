/** Reads the form of an identity that was proved elsewhere into the event to record, or into every problem at once. */
import type { EventOf } from '../../../../domain/case/events.ts'
import { checkUuid } from '../../../../domain/journey/cis.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { formatUuid, lowerFirst } from '../../../ui/format.ts'
import { dateFromIso, type DateParts } from '../../../ui/date-parts.ts'
import {
  organisationValues,
  readOrganisation,
  type Organisation,
  type OrganisationValues,
} from '../../shared/before-call/organisation-choice.ts'
import { readLine, readPastDate, readText, type FormRead } from '../../shared/before-call/read-form.ts'
import { nameValues, readNames, reportFields, type FieldNote, type NameValues } from '../../shared/registrant/read-registrant.ts'
import { readUuidEntry, type UuidEntry } from '../../shared/uuid-entry/uuid-entry.ts'

export interface KnownIdentityValues extends UuidEntry, NameValues, OrganisationValues {
  /** Id of one of the edition's identity proofs. */
  where: string
  on: DateParts
  reference: string
  note: string
}

export type KnownIdentityEvent = EventOf<'identityProvedElsewhere'>
type Name = keyof KnownIdentityValues

export interface KnownIdentityContext {
  readonly edition: Pick<Edition, 'identityProofs' | 'cis'>
  readonly organisations: readonly Organisation[]
  readonly today: string
}

export type KnownIdentityRead = FormRead<KnownIdentityEvent, Name> & { readonly notes: Partial<Readonly<Record<Name, FieldNote>>> }

/** Longest reference of a proof in the event. */
const LONGEST_REFERENCE = 60

export const knownIdentityValues = (
  recorded: KnownIdentityEvent | undefined,
  organisations: readonly Organisation[],
): KnownIdentityValues => ({
  typed: recorded ? formatUuid(recorded.uuid) : '',
  again: '',
  // A UUID that was saved before was checked then: it need not be typed again while it stays as it is.
  pasted: recorded?.uuid ?? '',
  ...nameValues(recorded),
  ...organisationValues(recorded?.organisation, organisations),
  where: recorded?.proof.where ?? '',
  on: dateFromIso(recorded?.proof.on),
  reference: recorded?.proof.reference ?? '',
  note: recorded?.note ?? '',
})

export function readKnownIdentity(values: KnownIdentityValues, { edition, organisations, today }: KnownIdentityContext): KnownIdentityRead {
  const { problems, notes, report } = reportFields<Name>()
  const entry = readUuidEntry(values)
  if (entry.field) report.wrong(entry.field, entry.problem)
  const unlike = entry.uuid === undefined ? undefined : checkUuid(entry.uuid, edition, undefined)
  if (unlike) report.wrong('typed', unlike)
  const names = readNames(values, report)
  const kind = edition.identityProofs.find(({ id }) => id === values.where)
  if (!kind) report.wrong('where', 'Choose where the identity was proved')
  const reference = kind?.reference
    ? readLine(problems, 'reference', values.reference, kind.reference, `Enter ${lowerFirst(kind.reference)}`)
    : undefined
  if (reference !== undefined && reference.length > LONGEST_REFERENCE)
    report.wrong('reference', `The reference must be ${LONGEST_REFERENCE} characters or fewer`)
  const on = readPastDate(problems, 'on', values.on, 'Date of the proof', today)
  const organisation = readOrganisation(problems, 'odsCode', values.odsCode, organisations)
  const note = readText(problems, 'note', values.note, 'The note')
  if (problems.length > 0 || entry.uuid === undefined || !names || !kind || on === undefined || !organisation) return { problems, notes }
  return {
    notes,
    event: {
      kind: 'identityProvedElsewhere',
      uuid: entry.uuid,
      ...names,
      organisation,
      proof: { where: kind.id, on, ...(reference === undefined ? {} : { reference }) },
      ...(note === undefined ? {} : { note }),
    },
  }
}
