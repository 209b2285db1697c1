/** Winding down: what must be undone, campaigns with their people, letters, closure packs and the nothing-left certificate. */
import { z } from 'zod'
import { undoKinds } from '../../domain/case/to-undo.ts'
import { instant, odsCode, plainDate, randomId, shortText, text, uuid } from '../../domain/values.ts'
import { campaignChoice } from '../../domain/wind-down/campaign.ts'
import { letterKinds } from '../../domain/wind-down/letters.ts'
import { obligation } from '../../domain/wind-down/obligation.ts'
import { decisions, ownWays, settledWays } from '../../domain/wind-down/settlement.ts'
import { base64, caseId, channel, nothing } from './parts.ts'
import { documentCodes, recordCodes } from './codes.ts'
import { cardIssuers, cardIssuersSee } from './who.ts'

const count = z.number().int().nonnegative()
const kind = z.enum(undoKinds)
const campaignId = randomId
const personId = randomId
/** What one act takes at most; a larger campaign is worked through by organisation. */
const personIds = z.array(personId).min(1).max(2_000)

const person = z.strictObject({
  personId,
  uuid: uuid.optional(),
  caseIds: z.array(caseId),
  caseReferences: z.array(shortText),
  odsCodes: z.array(odsCode),
  kinds: z.array(kind),
  left: count,
  total: count,
  state: z.enum(['undecided', 'decided', 'done']),
  decision: z.enum(decisions).optional(),
  chaseOn: plainDate.optional(),
})
const progress = z.strictObject({
  persons: count,
  obligations: count,
  left: count,
  settled: count,
  elsewhere: count,
  undecided: count,
  later: count,
})
const campaign = z.strictObject({
  campaignId,
  name: shortText,
  choice: campaignChoice,
  startedAt: instant,
  startedBy: shortText,
  certifiedAt: instant.optional(),
  ...progress.shape,
})
const standing = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('open') }),
  z.strictObject({ state: z.literal('elsewhere') }),
  z.strictObject({
    state: z.literal('settled'),
    how: z.enum([...settledWays, ...ownWays]),
    on: plainDate,
    by: shortText.optional(),
    reference: shortText.optional(),
    note: text.optional(),
  }),
])
const openCodes = ['no-such-campaign', 'campaign-certified', 'no-such-person'] as const
const actCodes = [
  ...recordCodes,
  ...openCodes,
  'nothing-chosen',
  'nothing-left',
  'reason-needed',
  'decide-first',
  'way-not-for-kind',
  'not-in-time',
  'not-ended-yet',
] as const
const savedAs = z.strictObject({ savedAs: z.string() })
export const whichLetter = { campaignId, personId, letter: z.enum(letterKinds) }

export const windDownChannels = {
  /** "What would I have to rescind today?" */
  'windDown.today': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: nothing,
    output: z.strictObject({
      today: plainDate,
      obligations: count,
      elsewhere: count,
      /** `odsCode` is absent where the organisation is not recorded. */
      counts: z.array(z.strictObject({ odsCode: odsCode.optional(), kind, count })),
      persons: z.array(person),
      campaigns: z.array(campaign),
    }),
    codes: recordCodes,
  }),
  /** What a campaign would be about. */
  'windDown.preview': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ choice: campaignChoice }),
    output: z.strictObject({ persons: count, obligations: count, kinds: z.partialRecord(kind, count) }),
    codes: [],
  }),
  'windDown.start': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ name: shortText, choice: campaignChoice }),
    output: z.strictObject({ campaignId }),
    codes: [...recordCodes, ...openCodes, 'nothing-chosen'],
  }),
  'windDown.addLater': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ campaignId }),
    output: z.strictObject({ added: count }),
    codes: [...recordCodes, ...openCodes, 'nothing-chosen'],
  }),
  'windDown.campaign': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.strictObject({ campaignId }),
    output: z.strictObject({
      today: plainDate,
      campaign,
      persons: z.array(person),
      chart: z.array(z.strictObject({ on: plainDate, left: count })),
    }),
    codes: [...recordCodes, 'no-such-campaign'],
  }),
  /** One person of a campaign: each thing to undo, and what was decided and done. */
  'windDown.person': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.strictObject({ campaignId, personId }),
    output: z.strictObject({
      person,
      all: z.array(z.strictObject({ obligation, standing })),
      decision: z
        .strictObject({ decision: z.enum(decisions), why: text.optional(), decidedBy: shortText.optional(), at: instant, by: shortText })
        .optional(),
      chased: z.strictObject({ letter: z.enum(letterKinds), on: plainDate, next: plainDate.optional() }).optional(),
      /** Cases that were begun to prove the identity. */
      meetings: z.array(caseId),
    }),
    codes: [...recordCodes, 'no-such-campaign', 'no-such-person'],
  }),
  'windDown.decide': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({
      campaignId,
      personIds,
      decision: z.enum(decisions),
      why: text.optional(),
      decidedBy: shortText.optional(),
    }),
    output: z.strictObject({ persons: count }),
    codes: actCodes,
  }),
  /** `rehearse`: the preview. Nothing is stored. */
  'windDown.settle': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({
      campaignId,
      personIds,
      how: z.enum(settledWays),
      on: plainDate,
      reference: shortText.optional(),
      note: text.optional(),
      kinds: z.array(kind).min(1).max(undoKinds.length).optional(),
      rehearse: z.boolean().optional(),
    }),
    output: z.strictObject({ persons: count, obligations: count, leftOut: count }),
    codes: actCodes,
  }),
  'windDown.chase': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ campaignId, personIds, letter: z.enum(letterKinds), on: plainDate, next: plainDate.optional() }),
    output: z.strictObject({ persons: count }),
    codes: actCodes,
  }),
  /** Notes that a case was begun to prove this person's identity face to face. */
  'windDown.noteMeeting': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ campaignId, personId, caseId }),
    output: nothing,
    codes: [...actCodes, 'no-such-case'],
  }),
  /** UUIDs of those for whom this was decided and of whom something is left, at most 100 in each list. */
  'windDown.packs': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ campaignId, decision: z.enum(['rescind', 'deregister']) }),
    output: z.strictObject({
      packs: z.array(z.strictObject({ title: z.string(), uuids: z.array(uuid) })),
      /** Persons without a UUID: they are searched for in CIM by name. */
      withoutUuid: count,
    }),
    codes: [...recordCodes, 'no-such-campaign'],
  }),
  'windDown.letter': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject(whichLetter),
    output: z.strictObject({ to: z.string().optional(), subject: z.string(), body: z.string() }),
    codes: [...recordCodes, 'no-such-person'],
  }),
  /** `body`: as the agent left it. */
  'windDown.letterPdf': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ ...whichLetter, body: text }),
    output: z.strictObject({ base64 }),
    codes: [...documentCodes, ...recordCodes, 'no-such-person'],
  }),
  'windDown.saveLetter': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ ...whichLetter, body: text }),
    output: savedAs,
    codes: [...documentCodes, ...recordCodes, 'no-such-person', 'not-saved'],
  }),
  'windDown.saveLeft': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ campaignId, format: z.enum(['csv', 'pdf']) }),
    output: savedAs,
    codes: [...documentCodes, ...recordCodes, 'exports-off', 'no-such-campaign', 'not-saved'],
  }),
  /** Ends the campaign with a signed statement. Refused while anything of it is left. */
  'windDown.certify': channel({
    when: 'unlocked',
    roles: cardIssuers,
    lasting: true,
    input: z.strictObject({ campaignId }),
    output: nothing,
    codes: [...recordCodes, 'no-such-campaign', 'campaign-certified', 'something-left'],
  }),
  /** `json`: the signed file, which is checked without RA Desk. `pdf`: the same to read. */
  'windDown.saveCertificate': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ campaignId, format: z.enum(['json', 'pdf']) }),
    output: z.strictObject({ savedAs: z.string(), code: z.string() }),
    codes: [...documentCodes, ...recordCodes, 'no-such-campaign', 'not-certified', 'not-saved', 'journal-damaged', 'locked'],
  }),
} as const
