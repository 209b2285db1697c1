/** Reads the request form into the event to record. */
import type { EventOf } from '../../../../domain/case/events.ts'
import type { Evidence } from '../../../../domain/values.ts'
import { parseEmail } from '../../../../domain/registrant/email.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { dateFromIso, type DateParts } from '../../../ui/date-parts.ts'
import {
  organisationValues,
  readOrganisation,
  type Organisation,
  type OrganisationValues,
} from '../../shared/before-call/organisation-choice.ts'
import {
  readChoice,
  readLine,
  readPastDate,
  readText,
  sentence,
  splitChoice,
  type FormRead,
  type Problem,
} from '../../shared/before-call/read-form.ts'

export interface RequestValues extends OrganisationValues {
  channel: string
  otherChannel: string
  receivedOn: DateParts
  registrantName: string
  registrantEmail: string
  sponsorName: string
  sponsorRole: string
  sponsorEmail: string
  note: string
  /** Name of the email file that was added. The draft does not hold its bytes, so the form asks for it again after a restart. */
  sourceName: string
}

export type RequestEvent = EventOf<'requestReceived'>
type Name = keyof RequestValues

export function requestValues(
  request: RequestEvent | undefined,
  edition: Edition,
  organisations: readonly Organisation[],
  today: string,
): RequestValues {
  const channel = splitChoice(edition.requestChannels, request?.channel)
  return {
    channel: channel.chosen,
    otherChannel: channel.typed,
    receivedOn: dateFromIso(request?.receivedOn ?? today),
    registrantName: request?.registrantName ?? '',
    registrantEmail: request?.registrantEmail ?? '',
    sponsorName: request?.sponsor.name ?? '',
    sponsorRole: request?.sponsor.role ?? '',
    sponsorEmail: request?.sponsor.email ?? '',
    ...organisationValues(request?.organisation, organisations),
    note: request?.note ?? '',
    sourceName: '',
  }
}

export function readRequest(
  values: RequestValues,
  context: { readonly organisations: readonly Organisation[]; readonly today: string; readonly source?: Evidence | undefined },
): FormRead<RequestEvent, Name> {
  const problems: Problem<Name>[] = []
  const channel = readChoice(problems, 'channel', values.channel, 'Choose how you received the request', {
    name: 'otherChannel',
    typed: values.otherChannel,
    missing: 'Say how you received the request',
  })
  const receivedOn = readPastDate(problems, 'receivedOn', values.receivedOn, 'Date of the request', context.today)
  const registrantName = readLine(problems, 'registrantName', values.registrantName, 'The name', 'Enter the registrant’s name')
  const registrantEmail = readOptionalEmail(problems, 'registrantEmail', values.registrantEmail)
  const sponsorName = readLine(problems, 'sponsorName', values.sponsorName, 'The name', 'Enter the sponsor’s name')
  const sponsorRole = readLine(problems, 'sponsorRole', values.sponsorRole, 'The role')
  const sponsorEmail = readOptionalEmail(problems, 'sponsorEmail', values.sponsorEmail)
  const organisation = readOrganisation(problems, 'odsCode', values.odsCode, context.organisations)
  const note = readText(problems, 'note', values.note, 'The note')
  if (problems.length > 0) return { problems }
  return {
    event: {
      kind: 'requestReceived',
      channel: channel!,
      receivedOn: receivedOn!,
      registrantName: registrantName!,
      ...(registrantEmail === undefined ? {} : { registrantEmail }),
      sponsor: {
        name: sponsorName!,
        ...(sponsorRole === undefined ? {} : { role: sponsorRole }),
        ...(sponsorEmail === undefined ? {} : { email: sponsorEmail }),
      },
      organisation: organisation!,
      ...(context.source ? { source: context.source } : {}),
      ...(note === undefined ? {} : { note }),
    },
  }
}

function readOptionalEmail(problems: Problem<Name>[], name: Name, raw: string): string | undefined {
  if (raw.trim() === '') return undefined
  const email = parseEmail(raw)
  if (email.ok) return email.value.value
  problems.push({ name, message: sentence(email.error) })
  return undefined
}
