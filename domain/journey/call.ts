/** Stage 2: the video call is arranged, the document and the face are compared on it, and it ends. */
import { z } from 'zod'
import { formatWallTime } from '../format.ts'
import { roles } from '../station/roles.ts'
import { shortText, text, wallTime } from '../values.ts'
import { firstRefusal, notBefore, onList, onListOrOther, withReason } from './checks.ts'
import { partOf, refusal, type Asked, type At } from './part.ts'
import type { RegistrantFacts } from './registrant.ts'
import type { ReplacementFacts } from './replacement.ts'
import type { RequestFacts } from './request.ts'
import { nameIn, namesIn, words, yesNo } from './words.ts'

const callArranged = z.strictObject({
  kind: z.literal('callArranged'),
  channel: shortText,
  location: shortText,
  at: wallTime,
  /** Why a channel or location outside the agreed ones was used. */
  override: text.optional(),
})
const documentShown = z.strictObject({
  kind: z.literal('documentShown'),
  sameAsScan: z.boolean(),
  faceMatchesDocument: z.boolean(),
  faceMatchesPhotograph: z.boolean(),
  note: text.optional(),
})
const callEnded = z.strictObject({
  kind: z.literal('callEnded'),
  outcome: z.enum(['matched', 'not-matched', 'broken-off']),
  reasons: z.array(shortText).optional(),
  note: text.optional(),
})

export interface CallFacts extends RegistrantFacts, Pick<RequestFacts, 'request'>, Pick<ReplacementFacts, 'replacement'> {
  readonly call?: At<z.infer<typeof callArranged>>
  readonly documentComparison?: At<z.infer<typeof documentShown>>
  readonly outcome?: At<z.infer<typeof callEnded>>
}

const dayOfRequest = ({ request, replacement }: CallFacts): string | undefined => request?.receivedOn ?? replacement?.requestedOn

/** Document, live face and photograph were all found to belong together. */
const isSamePerson = ({ documentComparison: compared }: Pick<CallFacts, 'documentComparison'>): boolean =>
  compared !== undefined && compared.sameAsScan && compared.faceMatchesDocument && compared.faceMatchesPhotograph

/** A channel and a place that were agreed with the organisation, or one of the edition's and why. */
function refuseNotAgreed({ facts, edition, world }: Asked<CallFacts>, { channel, location, override }: z.infer<typeof callArranged>) {
  const agreed = facts.organisation && world?.agreedWith(facts.organisation.odsCode)
  if (agreed?.videoChannels.includes(channel) && agreed.locations.includes(location)) return undefined
  if (override || !world)
    return firstRefusal(
      () => onListOrOther(edition.videoChannels, channel, 'channel'),
      () => onListOrOther(edition.locations, location, 'place'),
    )
  return refusal(
    'not-agreed',
    'This channel or place was not agreed with the organisation. Nothing was saved.',
    'Choose one that was agreed, or say why another one is used.',
  )
}

const { part, event } = partOf<CallFacts>()

export const call = part({
  empty: {},
  inputs: ['call'],
  onEvent: {
    // Broken off because of its codes: the person on the next call is compared afresh.
    phoneCodesFailed(facts) {
      delete facts.documentComparison
    },
  },
  events: {
    callArranged: event(callArranged, {
      by: roles,
      act: 'arrange-call',
      step: 'arrange-call',
      check: (asked, arranged) =>
        firstRefusal(
          () => refuseNotAgreed(asked, arranged),
          () => notBefore(arranged.at.slice(0, 10), dayOfRequest(asked.facts), 'The call', 'the day of the request'),
        ),
      apply(facts, recorded) {
        facts.call = recorded
      },
      record: { kind: 'case', words: 'Arranged the video call' },
      describe: (told, edition) =>
        words(
          'Video call arranged',
          `${formatWallTime(told.at)}, ${nameIn(edition.videoChannels, told.channel)}, ${nameIn(edition.locations, told.location)}`,
          told.override && `Outside what was agreed: ${told.override}`,
        ),
    }),
    documentShown: event(documentShown, {
      by: roles,
      act: 'compare-document',
      step: 'document-shown',
      apply(facts, recorded) {
        facts.documentComparison = recorded
      },
      record: { kind: 'case', words: 'Compared the document on the call' },
      describe: (told) =>
        words(
          'Document and face compared on the call',
          `Same as the scan: ${yesNo(told.sameAsScan)}; face matches the document: ${yesNo(told.faceMatchesDocument)}; face matches the photograph: ${yesNo(told.faceMatchesPhotograph)}`,
          told.note,
        ),
    }),
    callEnded: event(callEnded, {
      by: roles,
      act: 'end-call',
      step: 'outcome',
      judgedBy: ['outcome'],
      // A call can end badly at any point: before the code was read out, before the document was shown.
      startsEarly: ({ isComplete }, { outcome }) => outcome !== 'matched' && isComplete('arrange-call'),
      refuse: ({ facts }, { outcome }) =>
        outcome === 'matched' && !isSamePerson(facts)
          ? refusal(
              'not-this-evidence',
              'The comparison on the call did not match, so the outcome cannot be “matched”.',
              'Compare again, or record “not matched” or “broken off”.',
            )
          : undefined,
      check: ({ edition }, { outcome, reasons, note }) =>
        firstRefusal(
          () => (outcome === 'not-matched' ? withReason(reasons, note) : undefined),
          () => onList(edition.notMatchedReasons, reasons, 'reason'),
        ),
      apply(facts, recorded, recording) {
        facts.outcome = recorded
        if (recorded.outcome !== 'broken-off') return
        // The person on the next call is confirmed and compared afresh.
        delete facts.documentComparison
        recording.changed('call', undefined, recorded.seq)
      },
      record: { kind: 'case', words: 'Recorded the outcome of the call', signed: true },
      describe: (told, edition) =>
        words(
          { matched: 'Call ended: matched', 'not-matched': 'Call ended: not matched. The case stopped', 'broken-off': 'Call broken off' }[
            told.outcome
          ],
          namesIn(edition.notMatchedReasons, told.reasons),
          told.note,
        ),
    }),
  },
  steps: {
    'arrange-call': {
      hasLists: ({ videoChannels, locations }) => videoChannels.length > 0 && locations.length > 0,
      invalidatedBy: ['call'],
      isComplete: (facts) => facts.call !== undefined,
      wait: {
        kind: 'call',
        read: ({ outcome }) => ({ since: outcome?.outcome === 'broken-off' ? outcome.recordedAt : undefined }),
      },
    },
    // What did not match is not a problem of this step: it is for the outcome to say, and that must stay open.
    'document-shown': {
      madeFrom: [['identity-document'], ['photograph']],
      // Another name or date of birth is compared with the document that the registrant holds up.
      invalidatedBy: ['identity-document', 'photograph', 'bound-number', 'call', 'name', 'date-of-birth'],
      isComplete: (facts) => facts.documentComparison !== undefined,
    },
    outcome: {
      hasLists: ({ notMatchedReasons }) => notMatchedReasons.length > 0,
      invalidatedBy: ['bound-number', 'identity-document', 'photograph'],
      isComplete: (facts) => facts.outcome?.outcome === 'matched' && isSamePerson(facts),
      wait: {
        kind: 'appointment',
        read: ({ call: arranged }) =>
          arranged ? { since: arranged.recordedAt, countedFrom: arranged.at.slice(0, 10), at: arranged.at, channel: arranged.channel } : {},
      },
      problem(facts) {
        if (facts.outcome?.outcome === 'not-matched') return 'The registrant did not match. This case has stopped.'
        if (facts.outcome?.outcome === 'matched' && facts.documentComparison && !isSamePerson(facts))
          return 'The comparison was changed and no longer matches. Record the outcome again.'
        if (facts.outcome?.outcome === 'broken-off') return 'The call was broken off. Arrange another and text a fresh code.'
        return undefined
      },
    },
  },
  isStopped: ({ outcome }) => outcome?.outcome === 'not-matched',
})
