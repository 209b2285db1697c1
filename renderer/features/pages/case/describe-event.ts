/** One event of a case in words, for the history page. */
import type { TemplateMark } from '../../../../domain/card/card-template.ts'
import { spoiledCardWords } from '../../../../domain/card/face-prints.ts'
import type { CaseEvent } from '../../../../domain/case/events.ts'
import { retainedWords } from '../../../../domain/retention/kinds.ts'
import type { Edition } from '../../../../domain/guidance/index.ts'
import { formatDate, formatDateTime, formatMobile, formatUuid, formatWallTime, lowerFirst } from '../../../ui/format.ts'
import { describeDocument } from '../../steps/identity-document/read-document.ts'

export interface EventWords {
  readonly title: string
  readonly lines: readonly string[]
}

type Named = readonly { readonly id: string; readonly name: string }[]
const nameIn = (list: Named, id: string): string => list.find((one) => one.id === id)?.name ?? id
const namesIn = (list: Named, ids: readonly string[] | undefined): string | undefined =>
  ids && ids.length > 0 ? ids.map((id) => nameIn(list, id)).join('; ') : undefined
const yes = (value: boolean): string => (value ? 'yes' : 'no')

const routes = { modem: 'by the modem', 'work-phone': 'by the work phone' } as const
const outcomes = {
  begun: 'about to be sent',
  sent: 'sent',
  'handed-to-agent': 'given to the agent to send',
  unknown: 'nobody can know whether it was sent',
} as const
const kinds = { 'image/jpeg': 'JPEG picture', 'image/png': 'PNG picture', 'application/pdf': 'PDF', 'message/rfc822': 'email' } as const

const sizeOf = (evidence: { mime: keyof typeof kinds; bytes: number }): string =>
  `${kinds[evidence.mime]}, ${Math.max(1, Math.round(evidence.bytes / 1024)).toLocaleString('en-GB')} kB`

const words = (title: string, ...lines: (string | undefined | false)[]): EventWords => ({
  title,
  lines: lines.filter((line): line is string => typeof line === 'string' && line !== ''),
})

const describeTemplate = ({ name, version }: TemplateMark): string => `Card template: ${name}${version === 0 ? '' : `, version ${version}`}`

export function describeEvent(event: CaseEvent, edition: Edition): EventWords {
  const items = (ids: readonly string[]) => ids.map((id) => nameIn(edition.requestedItems, id)).join(', ')
  switch (event.kind) {
    case 'requestReceived':
      return words(
        'Request recorded',
        `For ${event.registrantName}, ${event.organisation.name} (${event.organisation.odsCode})`,
        `Came by ${nameIn(edition.requestChannels, event.channel)} on ${formatDate(event.receivedOn)}`,
        `Sponsor: ${event.sponsor.name}${event.sponsor.role ? `, ${event.sponsor.role}` : ''}`,
        event.source && 'The email is kept with the case',
        event.note,
      )
    case 'detailsRecorded':
      return words(
        'Registrant’s details recorded',
        `${[event.name.title, event.name.given, event.name.family].filter(Boolean).join(' ')}, born ${formatDate(event.dateOfBirth)}; on the card: ${event.nameOnCard}`,
        'given' in event.nationalInsurance
          ? 'National Insurance number given'
          : `National Insurance number not given: ${event.nationalInsurance.notGiven}`,
        `Mobile ${formatMobile(event.mobile)}; email ${event.email.address}${event.email.reason ? ` (accepted because: ${event.email.reason})` : ''}`,
        `Address: ${[...event.address.lines, event.address.town, event.address.postcode, event.address.country].filter(Boolean).join(', ')}`,
      )
    case 'itemsAskedFor':
      return words('Items asked for by email', `To ${event.to}: ${event.subject}`, items(event.items))
    case 'itemsChecked': {
      const arrived = Object.entries(event.items)
        .filter(([, state]) => state === 'received')
        .map(([id]) => id)
      const missing = Object.entries(event.items)
        .filter(([, state]) => state === 'missing')
        .map(([id]) => id)
      return words(
        'Items checked',
        arrived.length > 0 && `Received: ${items(arrived)}`,
        missing.length > 0 && `Missing: ${items(missing)}`,
        event.note,
      )
    }
    case 'identityDocumentAttached':
      return words('Identity document attached', sizeOf(event.evidence))
    case 'identityDocumentAssessed':
      return words(
        event.outcome === 'accepted' ? 'Identity document accepted' : 'Identity document rejected',
        event.documentType && describeDocument(edition, event.documentType),
        event.expiresOn && `Valid until ${formatDate(event.expiresOn)}`,
        namesIn(edition.documentRejectionReasons, event.reasons),
        event.note,
      )
    case 'photographAttached':
      return words('Photograph attached and cropped', sizeOf(event.evidence))
    case 'photographAssessed':
      return words(
        event.outcome === 'accepted' ? 'Photograph accepted' : 'Photograph rejected',
        namesIn(edition.photographRejectionReasons, event.reasons),
        event.note,
      )
    case 'likenessConfirmed':
      return words(
        'True likeness confirmed',
        `By ${event.confirmedBy} on ${formatDate(event.on)}: ${nameIn(edition.likenessWays, event.how)}`,
      )
    case 'callArranged':
      return words(
        'Video call arranged',
        `${formatWallTime(event.at)}, ${nameIn(edition.videoChannels, event.channel)}, ${nameIn(edition.locations, event.location)}`,
        event.override && `Outside what was agreed: ${event.override}`,
      )
    case 'phoneCodeTexted':
      return words(
        `Numbers texted, set ${event.attempt}`,
        `To ${formatMobile(event.to)} ${routes[event.route]}: ${outcomes[event.outcome]}`,
        `Good until ${formatDateTime(event.expiresAt)}`,
      )
    case 'phoneCodeVerified':
      return words(
        {
          same: 'Numbers read out rightly: the phone is bound',
          different: 'Numbers read out were different',
          expired: 'Numbers read out too late',
        }[event.result],
        `Set ${event.attempt}`,
      )
    case 'documentShown':
      return words(
        'Document and face compared on the call',
        `Same as the scan: ${yes(event.sameAsScan)}; face matches the document: ${yes(event.faceMatchesDocument)}; face matches the photograph: ${yes(event.faceMatchesPhotograph)}`,
        event.note,
      )
    case 'callEnded':
      return words(
        { matched: 'Call ended: matched', 'not-matched': 'Call ended: not matched. The case stopped', 'broken-off': 'Call broken off' }[
          event.outcome
        ],
        namesIn(edition.notMatchedReasons, event.reasons),
        event.note,
      )
    case 'cisIdentityCreated':
      return words(
        'Identity created in CIS',
        `UUID ${formatUuid(event.uuid)}`,
        event.duplicateCheck === 'existing-profile-used' ? 'An existing profile was used' : 'No other profile was found',
        event.note,
      )
    case 'cardWriteStarted':
      return words(`Writing of card ${event.attempt} began`, `Serial ${event.serial} in ${event.reader}`)
    case 'cardWritten':
      return words(
        `Card ${event.attempt} written and read back`,
        `Serial ${event.serial}`,
        `Tries left: passcode ${event.retries.passcode}, PUK ${event.retries.puk}`,
        ...(event.notes ?? []),
      )
    case 'cardFailed':
      return words(
        {
          resumable: `Writing of card ${event.attempt} stopped half way`,
          refused: `Card ${event.attempt} refused`,
          spoiled: `Card ${event.attempt} spoiled`,
          unknown: `Card ${event.attempt} must not be used: nobody can know what is on it`,
        }[event.outcome],
        event.reason,
        event.serial && `Serial ${event.serial}`,
      )
    case 'cardFacePrintCalledOff':
      return words('Nothing was printed on the card', event.printer, event.why)
    case 'cardFacePrinted':
      return words(
        (event.outcome === 'begun' ? 'Printing begun: ' : event.outcome === 'unknown' ? 'It may or may not have been printed: ' : '') +
          {
            front: 'Card face sent to the printer',
            back: 'Back of the card sent to the printer',
            both: 'Both sides of the card sent to the printer',
          }[event.sides ?? 'front'] +
          (event.again ? ' again' : ''),
        event.printer,
        event.again &&
          `${event.again.cardShows === 'nothing' ? 'Nothing was printed on the card before' : 'A part was printed before, and printing over it was accepted'}: ${event.again.why}`,
        event.template && describeTemplate(event.template),
      )
    case 'cardFaceChecked':
      return words(
        event.good ? 'Card face checked: good' : 'Card face checked: spoiled',
        event.printer,
        event.note,
        event.spoiledCard && `The spoiled card: ${lowerFirst(spoiledCardWords[event.spoiledCard])}`,
        event.template && describeTemplate(event.template),
      )
    case 'cardReplaced':
      return words(
        `Card ${event.attempt} given up, to be replaced`,
        nameIn(edition.cardReplacementReasons, event.why),
        event.oldCard === 'destroyed' ? 'The old card was destroyed' : 'The old card was cancelled in CIS',
        event.note,
      )
    case 'labelMade':
      return words(
        'Address label made',
        `Dispatch ${event.dispatchReference}, item ${event.itemReference}`,
        `${event.medium}, position ${event.position}`,
      )
    case 'labelChecked':
      return words(event.good ? 'Label checked: good' : 'Label checked: not good')
    case 'labelVoided':
      return words('Address label void', `Dispatch ${event.dispatchReference} goes without this card. It needs another label.`)
    case 'manifestClosed':
      return words(
        'On a closed manifest',
        `${event.dispatchReference}, line ${event.position}, by ${nameIn(edition.postingServices, event.service)}`,
        `Checkpoint ${event.checkpoint}`,
      )
    case 'posted':
      return words(
        'Posted',
        `${nameIn(edition.postingServices, event.service)} on ${formatDate(event.postedOn)}`,
        event.trackingReference && `Tracking reference ${event.trackingReference}`,
      )
    case 'arrivalCallLogged':
      return words(
        'Registrant called to say that the card came',
        `${formatDateTime(event.calledAt)}, ${{ 'bound-number': 'from the bound number', 'another-number': 'from another number', 'number-withheld': 'number withheld' }[event.calledFrom]}`,
        event.envelopeIntact ? 'Envelope came unopened' : 'Envelope had been opened',
        event.note,
      )
    case 'passcodeTexted':
      return words('Passcode texted', `To ${formatMobile(event.to)} ${routes[event.route]}: ${outcomes[event.outcome]}`)
    case 'passcodeTextSettled':
      return words(event.arrived ? 'Passcode text arrived' : 'Passcode text did not arrive', event.note)
    case 'accessRecorded':
      return words(
        'Access recorded',
        ...event.positions.map(
          (position) =>
            `${position.name} (${position.odsCode}), from ${formatDate(position.from)}${position.to ? ` to ${formatDate(position.to)}` : ''}${position.reason ? `: ${position.reason}` : ''}`,
        ),
        event.note,
      )
    case 'firstLogInConfirmed':
      return words('First log-in confirmed', `On ${formatDate(event.on)}`, event.note)
    case 'handedOver':
      return words('Handed over to another workstation', `To ${event.to.name}`)
    case 'handoverReceipted':
      return words('The other workstation signed that it has the case', `On ${formatDateTime(event.acceptedAt)}`)
    case 'handoverTakenBack':
      return words('Taken back before a receipt came', 'Two workstations may hold this case')
    case 'takenOver':
      return words('Taken over from another workstation', `From ${event.from.name}`)
    case 'erased':
      return words(
        `Erased: ${lowerFirst(retainedWords[event.what])}`,
        `By policy, ${event.days} ${event.days === 1 ? 'day' : 'days'} after ${formatDate(event.countedFrom)}`,
      )
    case 'keptLonger':
      return words(`Kept longer: ${lowerFirst(retainedWords[event.what])}`, `Until ${formatDate(event.until)}`, event.why)
    case 'heldFromErasing':
      return words(event.held ? 'Held: nothing of this case is erased' : 'No longer held from being erased', event.why)
    case 'noteAdded':
      return words('Note', event.note)
  }
}
