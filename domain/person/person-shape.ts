/** The shape of what is shown of one person; `person-view.ts` folds it. Apart from the fold, because the contract is read at every start. */
import { z } from 'zod'
import { cardStates } from '../card/lifecycle.ts'
import { undoKinds } from '../case/to-undo.ts'
import { address, instant, odsCode, personName, phoneNumber, plainDate, randomId, shortText, wallTime } from '../values.ts'
import { personEntry } from './person-entry.ts'

/** `from`: reference of the case that says it; absent for the short entry. */
const said = { from: shortText.optional(), at: instant }
const caseStatus = z.enum(['open', 'stopped', 'closed', 'handed-over'])

export const personGrant = z.strictObject({
  odsCode,
  position: shortText.optional(),
  grantedOn: plainDate,
  reviewBy: plainDate.optional(),
  endsOn: plainDate.optional(),
  revokedOn: plainDate.optional(),
})
export type PersonGrant = z.infer<typeof personGrant>

export const personView = z.strictObject({
  personId: randomId,
  uuids: z.array(z.string()),
  /** Newest first. */
  names: z.array(z.strictObject({ name: z.union([personName, shortText]), ...said })),
  dateOfBirth: plainDate.optional(),
  nationalInsurance: z.string().optional(),
  mobiles: z.array(
    z.strictObject({
      mobile: phoneNumber,
      ...said,
      /** The call on which its holder read the code back. */
      confirmed: z.strictObject({ at: instant, from: shortText, call: wallTime.optional() }).optional(),
    }),
  ),
  emails: z.array(z.strictObject({ email: z.string(), ...said })),
  addresses: z.array(z.strictObject({ address, ...said })),
  cards: z.array(
    z.strictObject({ serial: z.string(), state: z.enum(cardStates), expiresOn: plainDate.optional(), from: shortText, caseId: randomId }),
  ),
  positions: z.array(z.strictObject({ name: shortText, odsCode, from: plainDate, to: plainDate.optional(), caseReference: shortText })),
  grants: z.array(personGrant),
  cases: z.array(
    z.strictObject({
      caseId: randomId,
      caseReference: shortText,
      status: caseStatus,
      ended: z.boolean(),
      organisation: shortText.optional(),
      edition: shortText,
      openedAt: instant,
      /** Needed to record an act on the case from here. */
      expectedSeq: z.number().int().nonnegative(),
      linked: z.boolean(),
    }),
  ),
  deletedCases: z.array(z.strictObject({ caseReference: shortText, month: z.string() })),
  texts: z.array(z.strictObject({ what: z.enum(['code', 'passcode']), to: phoneNumber, at: instant, from: shortText })),
  toUndo: z.array(
    z.strictObject({
      kind: z.enum(undoKinds),
      since: instant,
      odsCode: odsCode.optional(),
      until: plainDate.optional(),
      serial: z.string().optional(),
      from: shortText,
    }),
  ),
  entry: personEntry.optional(),
  timeline: z.array(
    z.strictObject({
      at: instant,
      by: z.string(),
      title: z.string(),
      lines: z.array(z.string()),
      from: shortText.optional(),
      caseId: randomId.optional(),
    }),
  ),
})
export type PersonView = z.infer<typeof personView>

export const comparedFields = ['name', 'date-of-birth', 'uuid', 'ni-number', 'mobile', 'email', 'document'] as const
export const comparison = z.strictObject({
  field: z.enum(comparedFields),
  here: z.string().optional(),
  there: z.string().optional(),
  /** Absent where one of the two has no such value. */
  same: z.boolean().optional(),
})
export type Comparison = z.infer<typeof comparison>
