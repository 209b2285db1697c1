/**
 * What can happen to a case. A case IS the list of what happened to it: facts are folded from these, statuses from facts,
 * and nothing is ever edited in place. Correcting something is another event of the same kind, with a reason.
 */
import { z } from 'zod'
import { cardSettings } from '../card/card-settings.ts'
import { templateMark } from '../card/card-template.ts'
import { cardSides, printedAgain, spoiledCardEnds } from '../card/face-prints.ts'
import { erasables, retained } from '../retention/kinds.ts'
import {
  address,
  cardSerial,
  email,
  evidence,
  instant,
  nationalInsurance,
  odsCode,
  personName,
  phoneNumber,
  plainDate,
  randomId,
  shortText,
  text,
  uuid,
  wallTime,
} from '../values.ts'

export const itemIds = [
  'organisation',
  'full-name',
  'date-of-birth',
  'ni-number',
  'identity-document',
  'photograph',
  'mobile',
  'address',
] as const
export type ItemId = (typeof itemIds)[number]
const itemState = z.enum(['received', 'missing'])

/** How a text went: through the modem, or typed and sent on the work phone by the agent. */
export const textRoute = z.enum(['modem', 'work-phone'])
export type TextRoute = z.infer<typeof textRoute>

const event = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ kind: z.literal(kind), ...shape })

/** A workstation at the other end of a handover: its vault's id, and its name as it was when both agreed. */
export const otherStation = z.strictObject({ stationId: z.string().regex(/^[0-9a-f]{32}$/), name: shortText })

/** How custody of a case moves between workstations; see `domain/handover/custody.ts`. */
const handoverEvents = {
  handedOver: event('handedOver', { handoverId: randomId, to: otherStation }),
  /** The other workstation signed that it has the case. */
  handoverReceipted: event('handoverReceipted', { handoverId: randomId, acceptedAt: instant }),
  handoverTakenBack: event('handoverTakenBack', { handoverId: randomId }),
  takenOver: event('takenOver', { handoverId: randomId, from: otherStation }),
} as const

/** Acts that the agent records on a screen. */
export const agentEvents = {
  requestReceived: event('requestReceived', {
    channel: shortText,
    receivedOn: plainDate,
    registrantName: shortText,
    registrantEmail: z.string().max(254).optional(),
    sponsor: z.strictObject({ name: shortText, role: shortText.optional(), email: z.string().max(254).optional() }),
    organisation: z.strictObject({ odsCode, name: shortText }),
    /** The email as it came, when it was dropped on the window. */
    source: evidence.optional(),
    note: text.optional(),
  }),
  detailsRecorded: event('detailsRecorded', {
    name: personName,
    nameOnCard: shortText,
    dateOfBirth: plainDate,
    nationalInsurance,
    mobile: phoneNumber,
    email,
    address,
  }),
  itemsAskedFor: event('itemsAskedFor', {
    to: z.string().max(254),
    subject: shortText,
    body: text,
    items: z.array(z.enum(itemIds)).min(1),
  }),
  itemsChecked: event('itemsChecked', { items: z.partialRecord(z.enum(itemIds), itemState), note: text.optional() }),
  identityDocumentAttached: event('identityDocumentAttached', { evidence }),
  identityDocumentAssessed: event('identityDocumentAssessed', {
    evidenceId: randomId,
    outcome: z.enum(['accepted', 'rejected']),
    /** Id from the edition's list of accepted documents; or of the no-photo alternatives that the agent decided on. */
    documentType: shortText.optional(),
    documentNumber: z
      .string()
      .max(40)
      .refine((value) => value !== '000000000', 'the CIS flag value is nobody’s document number')
      .optional(),
    expiresOn: plainDate.optional(),
    reasons: z.array(shortText).optional(),
    note: text.optional(),
  }),
  photographAttached: event('photographAttached', {
    evidence,
    /** The same picture cropped 35:45 for print, and as the small JPEG for the card's facial image object. */
    print: evidence,
    chip: evidence,
  }),
  photographAssessed: event('photographAssessed', {
    evidenceId: randomId,
    outcome: z.enum(['accepted', 'rejected']),
    reasons: z.array(shortText).optional(),
    note: text.optional(),
  }),
  likenessConfirmed: event('likenessConfirmed', { confirmedBy: shortText, how: shortText, on: plainDate }),
  callArranged: event('callArranged', {
    channel: shortText,
    location: shortText,
    at: wallTime,
    /** Why a channel or location outside the agreed ones was used. */
    override: text.optional(),
  }),
  documentShown: event('documentShown', {
    sameAsScan: z.boolean(),
    faceMatchesDocument: z.boolean(),
    faceMatchesPhotograph: z.boolean(),
    note: text.optional(),
  }),
  callEnded: event('callEnded', {
    outcome: z.enum(['matched', 'not-matched', 'broken-off']),
    reasons: z.array(shortText).optional(),
    note: text.optional(),
  }),
  cisIdentityCreated: event('cisIdentityCreated', {
    uuid,
    duplicateCheck: z.enum(['no-match', 'existing-profile-used']),
    note: text.optional(),
  }),
  /** Not good is spoiled: the card is made useless, and a new one begins. `template`: it was printed by another program, from our PDF. */
  cardFaceChecked: event('cardFaceChecked', {
    printer: shortText,
    good: z.boolean(),
    note: text.optional(),
    spoiledCard: z.enum(spoiledCardEnds).optional(),
    template: templateMark.optional(),
  }),
  labelChecked: event('labelChecked', { good: z.boolean() }),
  /** The card of this case cannot be used any more: it is made useless and another one is written, with a passcode of its own. */
  cardReplaced: event('cardReplaced', {
    attempt: z.number().int().positive(),
    /** Id from the edition's list. */
    why: shortText,
    /** What was done so that nobody can use it: in our hands it is destroyed, out of them it is cancelled in CIS. */
    oldCard: z.enum(['destroyed', 'cancelled']),
    note: text.optional(),
  }),
  posted: event('posted', { service: shortText, trackingReference: z.string().max(40).optional(), postedOn: plainDate }),
  arrivalCallLogged: event('arrivalCallLogged', {
    calledAt: instant,
    calledFrom: z.enum(['bound-number', 'another-number', 'number-withheld']),
    envelopeIntact: z.boolean(),
    note: text.optional(),
  }),
  accessRecorded: event('accessRecorded', {
    positions: z
      .array(z.strictObject({ name: shortText, odsCode, from: plainDate, to: plainDate.optional(), reason: text.optional() }))
      .min(1),
    note: text.optional(),
  }),
  firstLogInConfirmed: event('firstLogInConfirmed', { on: plainDate, note: text.optional() }),
  noteAdded: event('noteAdded', { note: text }),
} as const

/** Acts that only `main` records, because it did them or saw the device do them. */
export const mainEvents = {
  phoneCodeTexted: event('phoneCodeTexted', {
    attempt: z.number().int().positive(),
    to: phoneNumber,
    route: textRoute,
    outcome: z.enum(['sent', 'handed-to-agent', 'unknown']),
    expiresAt: instant,
    /** Custody record that holds the numbers; never the numbers. */
    custodyId: randomId,
  }),
  phoneCodeVerified: event('phoneCodeVerified', { attempt: z.number().int().positive(), result: z.enum(['same', 'different', 'expired']) }),
  cardWriteStarted: event('cardWriteStarted', {
    attempt: z.number().int().positive(),
    serial: cardSerial,
    reader: shortText,
    passcodeId: randomId,
    pukId: randomId,
    guid: z.string().regex(/^[0-9a-f]{32}$/),
    expiresOn: plainDate,
    /** What the station had chosen when this card was begun: it is finished in the same way, whatever is chosen since. */
    choices: cardSettings.pick({ profile: true, certificate: true, retries: true }).optional(),
  }),
  cardWritten: event('cardWritten', {
    attempt: z.number().int().positive(),
    serial: cardSerial,
    retries: z.strictObject({ passcode: z.number().int(), puk: z.number().int() }),
    /** SHA-256; absent while the certificate is still to come. */
    certificateFingerprint: z.string().optional(),
    /** Whether the card has the management key that this station gives it, or still the factory's. */
    managementKey: z.enum(['station', 'factory']).optional(),
    notes: z.array(text).optional(),
    objects: z.array(z.strictObject({ name: shortText, bytes: z.number().int() })),
  }),
  cardFailed: event('cardFailed', {
    attempt: z.number().int().positive(),
    serial: cardSerial.optional(),
    outcome: z.enum(['resumable', 'refused', 'spoiled', 'unknown']),
    step: shortText,
    reason: text,
  }),
  /** `begun` is written before the job is handed over: when nothing follows it, the card may carry a print, and a person looks. Absent: the printer took it. */
  cardFacePrinted: event('cardFacePrinted', {
    printer: shortText,
    jobId: shortText,
    outcome: z.enum(['begun', 'unknown']).optional(),
    sides: cardSides.optional(),
    template: templateMark.optional(),
    again: printedAgain.optional(),
  }),
  /** A print that was begun and of which the printer took nothing. */
  cardFacePrintCalledOff: event('cardFacePrintCalledOff', { printer: shortText, why: text }),
  labelMade: event('labelMade', {
    dispatchReference: shortText,
    itemReference: shortText,
    medium: shortText,
    position: z.number().int().positive(),
  }),
  /** The dispatch that the label belongs to was closed without this card: the label can no longer be used. */
  labelVoided: event('labelVoided', { dispatchReference: shortText }),
  manifestClosed: event('manifestClosed', {
    dispatchReference: shortText,
    position: z.number().int().positive(),
    service: shortText,
    checkpoint: shortText,
  }),
  /** `begun` is written before the text is handed over: when nothing follows it, nobody can know whether it went. */
  passcodeTexted: event('passcodeTexted', {
    to: phoneNumber,
    route: textRoute,
    outcome: z.enum(['begun', 'sent', 'handed-to-agent', 'unknown']),
    /** The second agent, where the policy asks for one; what both signed is in the record. */
    approvedBy: z.strictObject({ agentId: randomId, agentName: shortText }).optional(),
  }),
  /** The agent says what became of a text whose outcome was unknown, or confirms that the work phone sent it. */
  passcodeTextSettled: event('passcodeTextSettled', { arrived: z.boolean(), note: text.optional() }),
  ...handoverEvents,
  /** Gone for good, by the policy: `days` after `countedFrom`. `attempt`: of the card whose passcode it was. */
  erased: event('erased', {
    what: z.enum(erasables),
    evidenceIds: z.array(randomId),
    attempt: z.number().int().positive().optional(),
    days: z.number().int().nonnegative(),
    countedFrom: plainDate,
  }),
  keptLonger: event('keptLonger', { what: z.enum(retained), until: plainDate, why: text }),
  /** Nothing of this case is erased while it is held, whatever the policy says. */
  heldFromErasing: event('heldFromErasing', { held: z.boolean(), why: text }),
} as const

export const agentEvent = z.discriminatedUnion(
  'kind',
  Object.values(agentEvents) as [(typeof agentEvents)[keyof typeof agentEvents], ...(typeof agentEvents)[keyof typeof agentEvents][]],
)
export const mainEvent = z.discriminatedUnion(
  'kind',
  Object.values(mainEvents) as [(typeof mainEvents)[keyof typeof mainEvents], ...(typeof mainEvents)[keyof typeof mainEvents][]],
)
export const caseEvent = z.union([agentEvent, mainEvent])

export type AgentEvent = z.infer<typeof agentEvent>
export type MainEvent = z.infer<typeof mainEvent>
export type CaseEvent = AgentEvent | MainEvent
export type EventOf<Kind extends CaseEvent['kind']> = Extract<CaseEvent, { kind: Kind }>

/** An event as it stands in the case: who, when, in which order, and why when it corrects an earlier one. */
export const recordedEvent = z.strictObject({
  seq: z.number().int().positive(),
  at: instant,
  agentId: randomId,
  agentName: shortText,
  reason: text.optional(),
  event: caseEvent,
})
export type RecordedEvent = z.infer<typeof recordedEvent>
