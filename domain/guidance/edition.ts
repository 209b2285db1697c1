/**
 * A edition: everything that the words of one edition of the guidance decide, as data. Screens, emails, texts and the CIS entry sheet
 * read it; nothing of it is repeated in code. A case keeps the pack it began under, so a pack that was ever used is never edited: a new
 * edition is a new file.
 */
import { z } from 'zod'
import { stageIds, stepIds, type StepId } from '../case/steps.ts'
import { itemIds } from '../case/events.ts'
import { findPlaceholders } from './text-template.ts'

const words = z.string().trim().min(1)
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
const choice = z.strictObject({ id, name: words, note: words.optional() })

/** A list in which every id is used once: ids are stored in cases and must point at one entry for ever. */
const list = <Entry extends z.ZodType<{ id: string }>>(entry: Entry) =>
  z
    .array(entry)
    .min(1)
    .refine((entries) => new Set(entries.map((one) => one.id)).size === entries.length, 'every id is used once')

const template = <Name extends string>(placeholders: readonly Name[]) =>
  words.refine(
    (value) => findPlaceholders(value).every((name) => (placeholders as readonly string[]).includes(name)),
    `only these may stand in braces: ${placeholders.join(', ')}`,
  )

export const emailPlaceholders = ['registrantName', 'agentName', 'agentMobile', 'organisation', 'serviceProvider', 'items'] as const
export const phoneCodeTextPlaceholders = ['organisation', 'code', 'minutes'] as const
export const passcodeTextPlaceholders = ['organisation', 'passcode'] as const

const stepWords = z.strictObject({
  /** Verb first, sentence case: "Text the numbers". */
  title: words,
  /** Passages of the guidance that this step carries out, word for word. Empty where the guidance says nothing of it. */
  guidance: z.array(words),
  /** One or two sentences for the RA agent. */
  hint: words,
  /** Why the app asks for something that the guidance does not. */
  why: words.optional(),
})
export type StepWords = z.infer<typeof stepWords>

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

export const editionSchema = z.strictObject({
  version: z.iso.date(),
  title: words,
  summary: words,
  source: words,
  licence: words,
  lastEdited: words,
  appliesTo: words,
  stages: z.array(z.strictObject({ id: z.enum(stageIds), title: words, guidance: z.array(words) })).length(stageIds.length),
  steps: z.strictObject(Object.fromEntries(stepIds.map((step) => [step, stepWords])) as Record<StepId, typeof stepWords>),

  requestChannels: list(choice),
  requestedItems: z
    .array(
      z.strictObject({
        id: z.enum(itemIds),
        /** Short, for tables and check boxes: "Full name". */
        name: words,
        /** As the list of items in the email says it. */
        words,
        askedBy: z.enum(['guidance', 'ra-desk']),
        why: words.optional(),
      }),
    )
    .length(itemIds.length),
  videoChannels: list(choice),
  locations: list(choice),

  /** Ways in which the agent came to know that the photograph is a true likeness. */
  likenessWays: list(choice),

  email: z.strictObject({ subject: template(emailPlaceholders), body: template(emailPlaceholders) }),
  texts: z.strictObject({ phoneCode: template(phoneCodeTextPlaceholders), passcode: template(passcodeTextPlaceholders) }),

  photoDocuments: z.strictObject({ source: sourceLabel, documents: list(documentType), rule: words }),
  noPhotoDocuments: z.strictObject({
    source: sourceLabel,
    guidance: words,
    rule: words,
    identity: list(choice),
    address: list(z.strictObject({ id, name: words, note: words.optional(), notOlderThanMonths: z.number().int().positive().optional() })),
    countersignature: z.array(words).min(1),
  }),
  documentRejectionReasons: list(choice),
  photographRejectionReasons: list(choice),
  notMatchedReasons: list(choice),
  cardReplacementReasons: list(choice),
  photoTips: z.array(words).min(1),

  phoneCode: z.strictObject({
    digits: z.number().int().min(6).max(8),
    lifeMinutes: z.number().int().positive(),
    /** Tries at reading out one set before a fresh set must be texted. */
    maximumTries: z.number().int().positive(),
    freshEachAttempt: z.literal(true),
    guidance: words,
  }),

  cis: z.strictObject({
    guidance: z.array(words).min(1),
    photoEvidence: z.strictObject({ type: words, passportNumber: z.string().regex(/^0{9}$/), expiresOn: z.iso.date() }),
    nonPhotoEvidence: z.array(z.strictObject({ type: words, name: words, issuedOn: z.iso.date() })).length(2),
    /** How dates are typed in CIS. Editable: no page that we could read shows the format. */
    dateFormat: z.enum(['DD/MM/YYYY', 'DD-Mon-YYYY']),
    dateFormatNote: words,
    uuidHint: words,
  }),

  postingServices: list(z.strictObject({ id, name: words, signedFor: z.boolean(), tracked: z.boolean(), note: words.optional() })),
  arrivalQuestions: z.array(words).min(1),

  positions: z.strictObject({
    hint: words,
    exceptional: z.strictObject({ code: words, name: words, guidance: words, logNote: words }),
  }),

  existingUser: z.strictObject({ question: words, guidance: words }),
})
export type Edition = z.infer<typeof editionSchema>
