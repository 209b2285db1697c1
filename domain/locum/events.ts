/**
 * An entry of the National Locum (FFFFF) log: an append-only list of events. Who has the access and why, until when, when it is reviewed,
 * and how it was revoked. An entry stands on its own: it names its case, and outlives it.
 */
import { z } from 'zod'
import { instant, odsCode, phoneNumber, plainDate, randomId, shortText, text, uuid } from '../values.ts'

/** What is granted, to whom. A grant has a day by which it is reviewed: there is none without. */
export const locumGrant = z.strictObject({
  name: shortText,
  uuid,
  /** For access that is recorded here, and not in a case, it need not be known. */
  mobile: phoneNumber.optional(),
  /** Of the professional register: the GPhC gives pharmacists and technicians 7 digits. */
  registerNumber: shortText.optional(),
  /** The agent looked at a register number of another form, or at a missing one, and says that it is right. */
  registerChecked: z.literal(true).optional(),
  /** The exceptional reason. */
  reason: text,
  sponsor: shortText,
  /** Where the person works. */
  organisations: z.array(odsCode).min(1).max(20),
  /** The agent who gave the access in CIM, which may have been before this log was kept. */
  grantedBy: shortText,
  grantedOn: plainDate,
  reviewBy: plainDate,
  /** The last day of the access. */
  endsOn: plainDate,
  longerBecause: text.optional(),
  secondBecause: text.optional(),
})
export type LocumGrant = z.infer<typeof locumGrant>

export const revokedHow = ['cim-batch', 'cim-profile', 'other-way', 'never-given'] as const
export type RevokedHow = (typeof revokedHow)[number]
export const revokedHowWords: Readonly<Record<RevokedHow, string>> = {
  'cim-batch': 'In CIM, for several people at once',
  'cim-profile': 'In CIM, on the person’s profile',
  'other-way': 'In another way',
  'never-given': 'The access was never given: this entry was a mistake',
}

export const locumReview = z.strictObject({
  on: plainDate,
  reviewBy: plainDate,
  endsOn: plainDate,
  longerBecause: text.optional(),
  note: text.optional(),
})
export const locumRevocation = z.strictObject({
  on: plainDate,
  by: shortText,
  how: z.enum(revokedHow),
  /** Number of the request in CIM, or of the agent's own ticket. */
  reference: shortText.optional(),
  note: text.optional(),
})
export type LocumReview = z.infer<typeof locumReview>
export type LocumRevocation = z.infer<typeof locumRevocation>

export const locumSources = ['log', 'import', 'case'] as const
const caseLink = z.strictObject({ caseId: randomId, caseReference: shortText })

export const locumEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('granted'), grant: locumGrant, source: z.enum(locumSources), case: caseLink.optional() }),
  z.strictObject({ kind: z.literal('reviewed'), ...locumReview.shape }),
  z.strictObject({ kind: z.literal('revoked'), ...locumRevocation.shape }),
  z.strictObject({ kind: z.literal('corrected'), grant: locumGrant, reason: text }),
  z.strictObject({ kind: z.literal('revocationWithdrawn'), reason: text }),
])
export type LocumEvent = z.infer<typeof locumEvent>

export const recordedLocumEvent = z.strictObject({ at: instant, agentId: randomId, agentName: shortText, event: locumEvent })
export type RecordedLocumEvent = z.infer<typeof recordedLocumEvent>
