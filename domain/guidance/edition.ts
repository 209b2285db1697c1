/**
 * An edition of the guidance: everything that one way of registering decides, as data. Which steps a case has, in which order, what each
 * needs, wording, lists, channels, flag values, emails and texts. Screens and `main` read it; nothing of it is repeated in code.
 *
 * A case keeps the edition it began under, so an edition that was ever used is never edited: a change is a new edition. The rules that need
 * to know which steps exist are in `domain/case/check-edition.ts`; this file knows shapes only.
 */
import { z } from 'zod'
import { visibleText } from '../values.ts'
import { findPlaceholders } from './text-template.ts'

const words = visibleText().trim().min(1).max(4_000)
const id = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
const choice = z.strictObject({ id, name: words, note: words.optional() })

const hasUniqueIds = (entries: readonly { id: string }[]) => new Set(entries.map((one) => one.id)).size === entries.length
/** A list in which every id is used once: ids are stored in cases and must keep pointing at one entry. May be empty: not every edition asks. */
const list = <Entry extends z.ZodType<{ id: string }>>(entry: Entry) =>
  z.array(entry).max(200).refine(hasUniqueIds, 'every id is used once')

const template = <Name extends string>(placeholders: readonly Name[]) =>
  words.refine(
    (value) => findPlaceholders(value).every((name) => (placeholders as readonly string[]).includes(name)),
    `only these may stand in braces: ${placeholders.join(', ')}`,
  )

export const emailPlaceholders = ['registrantName', 'agentName', 'agentMobile', 'organisation', 'serviceProvider', 'items'] as const
const reminderPlaceholders = ['registrantName', 'agentName', 'organisation', 'serviceProvider'] as const
export const phoneCodeTextPlaceholders = ['organisation', 'code', 'minutes'] as const
export const passcodeTextPlaceholders = ['organisation', 'passcode'] as const

/** What a registrant can be asked to send. Which of them an edition asks for is its own. */
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

const editionStep = z.strictObject({
  /** A step that `domain/journey` knows. */
  id,
  /** Id of one of the edition's stages. */
  stage: id,
  /** Steps of this edition that must be complete first. They stand before it. */
  needs: z.array(id).max(20),
  /** Verb first, sentence case: "Write the smartcard". */
  title: words,
  /** Passages of the guidance that this step carries out, word for word. Empty where the guidance says nothing of it. */
  guidance: z.array(words),
  /** One or two sentences for the RA agent. */
  hint: words,
  /** Why the app asks for something that the guidance does not. */
  why: words.optional(),
})
export type EditionStep = z.infer<typeof editionStep>

const documentType = z.strictObject({
  id,
  name: words,
  note: words.optional(),
  /** `guidance`: named by the guidance itself. `nhs-employers`: on the NHS Employers list only, for the RA agent to decide. */
  acceptedBy: z.enum(['guidance', 'nhs-employers']),
  /** How its number is read: see `domain/registrant/passport.ts` and `driving-licence.ts`. */
  number: z.enum(['uk-passport', 'other-passport', 'driving-licence', 'free']),
})
export type DocumentType = z.infer<typeof documentType>

const sourceLabel = z.strictObject({
  name: words,
  /** Which edition this is and how far it was checked, for the agent and the record. */
  edition: words,
})

const addressDocument = z.strictObject({
  id,
  name: words,
  note: words.optional(),
  notOlderThanMonths: z.number().int().positive().optional(),
})
const postingService = z.strictObject({
  id,
  name: words,
  signedFor: z.boolean(),
  tracked: z.boolean(),
  note: words.optional(),
  /**
   * The carrier's usual time: a call that the card arrived sooner needs a written reason. Absent: one calendar day. Working days are
   * Monday to Friday.
   */
  usualDelivery: z.strictObject({ days: z.number().int().min(0).max(30), count: z.enum(['calendar-days', 'working-days']) }).optional(),
})
export type PostingService = z.infer<typeof postingService>

const days = z.number().int().min(0).max(365).optional()
/**
 * Calendar days until a case that waits is due. Where one is absent, that wait is never overdue. Who waits for what is in
 * `domain/case/due-dates.ts`.
 */
const dueDays = z.strictObject({
  /** From the request until the items are asked for. */
  newRequest: days,
  /** From asking for the items, or from the last reminder, until they are here. */
  reply: days,
  /** From the last item until the video call is arranged. */
  call: days,
  /** From the call, or from the start where there is none, until the card is printed and checked. */
  card: days,
  /** From the printed card until it is posted. */
  posting: days,
  /** Beyond the carrier's usual time, until the registrant calls that the card arrived. */
  arrival: days,
  /** From the arrival until the passcode is texted. */
  passcode: days,
  /** From the passcode until the first log-in is confirmed. */
  logIn: days,
  /** From access that was given for an exceptional reason until it is reviewed. */
  review: days,
})
/** What a reason for a replacement asks beyond the form: a reference, a new photograph, or a code to the mobile although it was confirmed before. */
const replacementAsks = ['incident-reference', 'new-photograph', 'confirm-mobile'] as const
const replacementReason = z.strictObject({
  id,
  name: words,
  note: words.optional(),
  /** What is tried before a card is made, and the two ways in which it did not help. */
  offerFirst: z.strictObject({ words, tried: words, notPossible: words }).optional(),
  asks: z.array(z.enum(replacementAsks)).max(replacementAsks.length),
  /** Beside its cancellation in CIS. `destroy`: its holder destroys it or sends it back. `returned`: it is here. */
  oldCard: z.enum(['cancel', 'destroy', 'returned']),
  /** Id of the edition under which a card is replaced for this reason, because the identity has to be proved again. */
  edition: id.optional(),
})
export type ReplacementReason = z.infer<typeof replacementReason>

const requestedItem = z.strictObject({
  id: z.enum(itemIds),
  /** Short, for tables and check boxes: "Full name". */
  name: words,
  /** As the list of items in the email says it. */
  words,
  askedBy: z.enum(['guidance', 'ra-desk']),
  why: words.optional(),
})

export const editionSchema = z.strictObject({
  /** Stored in each case that begins under it: `remote-2020-04-08`. */
  id,
  /** Short, to choose by: "Remote registration by video call". */
  name: words,
  /** When to choose it, one sentence. */
  useWhen: words,
  title: words,
  summary: words,
  source: words,
  licence: words,
  lastEdited: words,
  appliesTo: words,

  inForce: z.strictObject({
    from: z.iso.date(),
    /** The day from which it is no longer to be used, and the sentence that says so. Cases that began before go on under it. */
    withdrawn: z.strictObject({ on: z.iso.date(), why: words }).optional(),
  }),
  /** Id of the edition that this one takes the place of. */
  supersedes: id.optional(),

  stages: list(z.strictObject({ id, title: words, guidance: z.array(words) })),
  /** In the order in which the task list shows them. */
  steps: list(editionStep),
  /** The case is closed when this step is complete. */
  closingStep: id,

  requestChannels: list(choice),
  requestedItems: list(requestedItem),
  videoChannels: list(choice),
  locations: list(choice),
  /** Ways in which the agent came to know that the photograph is a true likeness. */
  likenessWays: list(choice),
  /** Where an identity was proved that RA Desk did not check itself. */
  identityProofs: list(z.strictObject({ id, name: words, note: words.optional(), reference: words.optional() })),

  email: z.strictObject({ subject: template(emailPlaceholders), body: template(emailPlaceholders) }).optional(),
  /** Asks again for items that have not come. */
  reminder: z.strictObject({ subject: template(reminderPlaceholders), body: template(reminderPlaceholders) }).optional(),
  texts: z.strictObject({ phoneCode: template(phoneCodeTextPlaceholders), passcode: template(passcodeTextPlaceholders) }),

  photoDocuments: z.strictObject({ source: sourceLabel, documents: list(documentType), rule: words }).optional(),
  noPhotoDocuments: z
    .strictObject({
      source: sourceLabel,
      guidance: words,
      rule: words,
      identity: list(choice),
      address: list(addressDocument),
      countersignature: z.array(words).min(1),
    })
    .optional(),
  documentRejectionReasons: list(choice),
  photographRejectionReasons: list(choice),
  notMatchedReasons: list(choice),
  cardReplacementReasons: list(choice),
  /** Why a person who has a card asks for another. Absent where a case of this edition is no replacement. */
  replacementReasons: list(replacementReason).optional(),
  photoTips: z.array(words),

  phoneCode: z.strictObject({
    digits: z.number().int().min(6).max(8),
    lifeMinutes: z.number().int().min(1).max(60),
    /** Attempts at reading out one code before a fresh one must be texted. */
    maximumAttempts: z.number().int().min(1).max(10),
    freshEachAttempt: z.literal(true),
    guidance: words,
  }),

  /** What the agent types into the CIS "Create user" screen. Absent where CIS already has the user. */
  cis: z
    .strictObject({
      guidance: z.array(words).min(1),
      photoEvidence: z.strictObject({ type: words, passportNumber: z.string().regex(/^[A-Z0-9]{1,20}$/), expiresOn: z.iso.date() }),
      nonPhotoEvidence: z.array(z.strictObject({ type: words, name: words, issuedOn: z.iso.date() })).max(4),
      /** How dates are typed in CIS. Editable: no page that we could read shows the format. */
      dateFormat: z.enum(['DD/MM/YYYY', 'DD-Mon-YYYY']),
      dateFormatNote: words,
      uuidHint: words,
    })
    .optional(),

  postingServices: list(postingService),
  /** When a case that waits is overdue. Absent in editions from before RA Desk knew due dates. */
  dueDays: dueDays.optional(),
  arrivalQuestions: z.array(words),

  positions: z.strictObject({
    hint: words,
    exceptional: z.strictObject({ code: words, name: words, guidance: words, logNote: words }),
  }),

  existingUser: z.strictObject({ question: words, guidance: words }).optional(),
})
export type Edition = z.infer<typeof editionSchema>

/** The step as this edition words it. A step that is not in the edition is a bug and throws. */
export function getEditionStep(edition: Pick<Edition, 'id' | 'steps'>, stepId: string): EditionStep {
  const step = edition.steps.find((one) => one.id === stepId)
  if (!step) throw new Error(`edition ${edition.id} has no step ${stepId}`)
  return step
}

/** A part of an edition that only some have, where a step that uses it is open: its absence is a bug and throws. */
export function getSection<Name extends 'email' | 'photoDocuments' | 'noPhotoDocuments' | 'cis'>(
  edition: Edition,
  name: Name,
): NonNullable<Edition[Name]> {
  const section = edition[name]
  if (section === undefined) throw new Error(`edition ${edition.id} has no ${name}`)
  return section as NonNullable<Edition[Name]>
}
