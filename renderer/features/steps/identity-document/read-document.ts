/** Reads the agent's decision about the identity document, and compares the document with what was entered. Hints decide nothing. */
import type { EventOf } from '../../../../domain/case/events.ts'
import { joinAlternatives, splitAlternatives } from '../../../../domain/guidance/documents.ts'
import { getSection, type DocumentType, type Edition } from '../../../../domain/guidance/edition.ts'
import { compareDocument, type ZoneRead } from '../../../../domain/journey/document-differences.ts'
import type { ScanShown } from '../../../../domain/journey/scan-shown.ts'
import type { Registrant } from '../../../../domain/journey/registrant.ts'
import type { Comparison } from '../../../../domain/registrant/cross-check.ts'
import { formatDrivingLicence, parseDrivingLicence } from '../../../../domain/registrant/driving-licence.ts'
import { parseMachineReadableZone } from '../../../../domain/registrant/machine-readable-zone.ts'
import { parsePassportNumber } from '../../../../domain/registrant/passport.ts'
import { lettersAndDigits } from '../../../../domain/registrant/parsed.ts'
import { cleanCode } from '../../../../domain/text-from-outside.ts'
import { comparePlainDates, formatPlainDate, type DateParts } from '../../../../domain/registrant/plain-date.ts'
import { differenceKey, readDifferences, type Difference } from './read-differences.ts'
import { dateFromIso, isDateEmpty } from '../../../ui/date-parts.ts'
import {
  askForReasons,
  LONGEST_LINE,
  readDate,
  readText,
  sentence,
  type FormRead,
  type Problem,
} from '../../shared/before-call/read-form.ts'

export interface DocumentValues {
  kind: 'photo' | 'no-photo'
  documentType: string
  number: string
  expiresOn: DateParts
  zone: string
  identityDocuments: string[]
  addressDocuments: string[]
  countersigned: string[]
  outcome: '' | 'accepted' | 'rejected'
  reasons: string[]
  /** By the key of a difference. */
  differenceReasons: Record<string, string>
  seenOtherwise: string
  note: string
}

export type AssessedEvent = EventOf<'identityDocumentAssessed'>
type Name = keyof DocumentValues | `differenceReasons.${string}`

export interface DocumentContext {
  readonly edition: Edition
  readonly evidenceId: string
  readonly today: string
  readonly registrant?: Pick<Registrant, 'name' | 'dateOfBirth'> | undefined
  /** What is on the screen of the scan; absent as long as it is not shown. */
  readonly shown?: ScanShown | undefined
  /** What the coded lines said when the document was assessed before. */
  readonly zoneKept?: ZoneRead | undefined
}

export type DocumentRead = FormRead<AssessedEvent, Name> & {
  readonly numberReads?: string
  /** What the note must say. */
  readonly noteNeeded?: string
  readonly warnings: readonly string[]
  readonly comparisons: readonly Comparison[]
  /** What the agent explains before they accept the document. */
  readonly differences: readonly Difference[]
}

/** Joins the ids of several documents in one field of the event. */
const AND = '+'
const LONGEST_NUMBER = 40
/** Id of a countersignature check: its place in the edition's list. */
export const countersignatureId = (index: number): string => String(index)

export function documentValues(edition: Edition, assessed: AssessedEvent | undefined): DocumentValues {
  const ids = assessed?.documentType?.split(AND) ?? []
  const photo = getSection(edition, 'photoDocuments').documents.some(({ id }) => id === ids[0])
  const { identity, address } = splitAlternatives(edition, assessed?.documentType)
  return {
    kind: ids.length > 0 && !photo ? 'no-photo' : 'photo',
    documentType: photo ? ids[0]! : '',
    number: assessed?.documentNumber ?? '',
    expiresOn: dateFromIso(assessed?.expiresOn),
    zone: '',
    identityDocuments: identity.map(({ id }) => id),
    addressDocuments: address.map(({ id }) => id),
    countersigned: [],
    outcome: '',
    reasons: [...(assessed?.reasons ?? [])],
    differenceReasons: Object.fromEntries(
      (assessed?.differences ?? []).map(({ what, document, entered, reason }) => [differenceKey(what, document, entered), reason]),
    ),
    seenOtherwise: assessed?.seenOtherwise ?? '',
    note: assessed?.note ?? '',
  }
}

/** True when the document that was accepted has a face on it. */
export function hasPhotograph(documentType: string | undefined): boolean {
  return documentType === undefined || !documentType.split(AND).includes('')
}

export function readDocument(values: DocumentValues, context: DocumentContext): DocumentRead {
  const problems: Problem<Name>[] = []
  const accepts = values.outcome === 'accepted'
  const rejects = values.outcome === 'rejected'
  if (values.outcome === '') problems.push({ name: 'outcome', message: 'Choose whether you accept or reject the document' })
  if (accepts && !context.shown) problems.push({ name: 'outcome', message: 'This document was not shown, so you cannot accept it' })
  const rejectionNote = rejects ? askForReasons(problems, values.reasons) : undefined

  const read = values.kind === 'photo' ? readPhotoDocument(values, context, problems) : readNoPhotoDocuments(values, context, problems)
  const { documentType, documentNumber, expiresOn, zone, comparisons } = read
  const explained = readDifferences(values.differenceReasons, comparisons, accepts ? problems : [])
  const isIncomplete = accepts && context.shown !== undefined && context.shown.incomplete.length > 0
  const seenOtherwise = isIncomplete
    ? readText(problems, 'seenOtherwise', values.seenOtherwise, 'This', 'Say how you saw the part that could not be shown')
    : undefined
  const noteNeeded = accepts ? read.noteNeeded : rejectionNote
  const note = readText(problems, 'note', values.note, 'The note', noteNeeded)
  const onScreen = {
    warnings: read.warnings,
    comparisons,
    differences: explained.differences,
    ...(read.numberReads === undefined ? {} : { numberReads: read.numberReads }),
    ...(noteNeeded === undefined ? {} : { noteNeeded }),
  }
  if (problems.length > 0 || values.outcome === '') return { problems, ...onScreen }
  return {
    ...onScreen,
    event: {
      kind: 'identityDocumentAssessed',
      evidenceId: context.evidenceId,
      outcome: values.outcome,
      ...(documentType === undefined ? {} : { documentType }),
      ...(documentNumber === undefined ? {} : { documentNumber }),
      ...(expiresOn === undefined ? {} : { expiresOn }),
      ...(zone === undefined ? {} : { zone }),
      ...(rejects ? { reasons: values.reasons } : {}),
      ...(context.shown === undefined ? {} : { shown: context.shown }),
      ...(seenOtherwise === undefined ? {} : { seenOtherwise }),
      ...(accepts && explained.given.length > 0 ? { differences: explained.given } : {}),
      ...(note === undefined ? {} : { note }),
    },
  }
}

interface PartRead {
  readonly documentType?: string | undefined
  readonly documentNumber?: string | undefined
  readonly expiresOn?: string | undefined
  readonly numberReads?: string | undefined
  readonly noteNeeded?: string | undefined
  readonly zone?: ZoneRead | undefined
  readonly warnings: readonly string[]
  readonly comparisons: readonly Comparison[]
}

function readPhotoDocument(values: DocumentValues, context: DocumentContext, problems: Problem<Name>[]): PartRead {
  const photoDocuments = getSection(context.edition, 'photoDocuments')
  const accepts = values.outcome === 'accepted'
  const type = photoDocuments.documents.find(({ id }) => id === values.documentType)
  const warnings: string[] = []
  let noteNeeded: string | undefined
  let documentNumber: string | undefined
  let numberReads: string | undefined
  let expiresOn: string | undefined
  if (!type && accepts) problems.push({ name: 'documentType', message: 'Choose which document this is' })
  if (type?.acceptedBy === 'nhs-employers') {
    warnings.push(photoDocuments.rule)
    noteNeeded = 'Say why you accept this kind of document'
  }
  // The number or date of a rejected document may be unreadable.
  const numberAsked = accepts || values.number.trim() !== ''
  if (type && numberAsked) {
    const number = readNumber(type, values.number)
    if ('message' in number) problems.push({ name: 'number', message: number.message })
    else {
      documentNumber = number.value
      numberReads = number.reads
      warnings.push(...number.warnings)
    }
  }
  if (accepts || !isDateEmpty(values.expiresOn)) expiresOn = readDate(problems, 'expiresOn', values.expiresOn, 'Expiry date')
  if (expiresOn !== undefined && comparePlainDates(expiresOn, context.today) < 0) {
    warnings.push(`The document expired on ${formatPlainDate(expiresOn)}. ${photoDocuments.rule}`)
    noteNeeded = 'Say why you accept a document that has expired'
  }
  const zone = values.zone.trim() === '' ? context.zoneKept : readZone(values.zone, context.today, warnings)
  const compared = { number: type?.number ?? 'free', documentNumber, expiresOn, zone } as const
  const comparisons = compareDocument(compared, context.registrant, context.today)
  return { documentType: type?.id, documentNumber, expiresOn, numberReads, noteNeeded, zone, warnings, comparisons }
}

function readNoPhotoDocuments(values: DocumentValues, { edition }: DocumentContext, problems: Problem<Name>[]): PartRead {
  if (values.outcome === 'accepted') {
    if (values.identityDocuments.length === 0)
      problems.push({ name: 'identityDocuments', message: 'Choose the documents that prove the identity' })
    if (values.addressDocuments.length === 0)
      problems.push({ name: 'addressDocuments', message: 'Choose the documents that prove the address' })
    if (values.countersigned.length < getSection(edition, 'noPhotoDocuments').countersignature.length)
      problems.push({ name: 'countersigned', message: 'Check everything about the person who countersigned the photograph' })
  }
  const documentType =
    values.identityDocuments.length + values.addressDocuments.length > 0
      ? joinAlternatives(values.identityDocuments, values.addressDocuments)
      : undefined
  if (documentType !== undefined && documentType.length > LONGEST_LINE)
    problems.push({ name: 'identityDocuments', message: 'Choose only the documents that you asked for' })
  return {
    documentType,
    noteNeeded: 'Say what you asked for, why, and who countersigned the photograph',
    warnings: [],
    comparisons: [],
  }
}

type NumberRead =
  | { readonly message: string }
  | {
      readonly value: string
      readonly reads?: string
      readonly warnings: readonly string[]
    }

function readNumber(type: DocumentType, raw: string): NumberRead {
  if (type.number === 'driving-licence') {
    const licence = parseDrivingLicence(raw)
    if (!licence.ok) return { message: sentence(licence.error) }
    const { value, warnings } = licence.value
    return { value: value.number, reads: `Reads as ${formatDrivingLicence(value)}`, warnings }
  }
  if (type.number === 'free') {
    const number = cleanCode(raw)
    if (number === '') return { message: 'Enter the document number' }
    if (/^0+$/.test(lettersAndDigits(raw))) return { message: 'Zeros are only for the flag in CIS. Enter the number on the document.' }
    if (number.length > LONGEST_NUMBER) return { message: `The document number must be ${LONGEST_NUMBER} characters or fewer` }
    return { value: number, warnings: [] }
  }
  const passport = parsePassportNumber(raw, type.number === 'uk-passport' ? 'GBR' : '')
  return passport.ok ? passport.value : { message: sentence(passport.error) }
}

/** The lines are an extra check. Lines that cannot be read say so and never stop the decision: a scan may be blurred there. */
function readZone(lines: string, today: string, warnings: string[]): ZoneRead | undefined {
  const zone = parseMachineReadableZone(lines, today)
  if (!zone.ok) {
    warnings.push(`The coded lines were not compared. ${sentence(zone.error)}`)
    return undefined
  }
  warnings.push(...zone.value.warnings)
  const { family, given, namesMayBeCut, number, dateOfBirth, expiresOn } = zone.value.value
  return {
    family,
    given,
    namesMayBeCut,
    number,
    ...(dateOfBirth === undefined ? {} : { dateOfBirth }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
  }
}
