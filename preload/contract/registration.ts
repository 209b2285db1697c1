/** Acts on a case: what the agent records on a screen. */
import { z } from 'zod'
import { caseHead } from '../../domain/case/case.ts'
import { locumRuleCodes } from '../../domain/locum/rules.ts'
import { agentEvent } from '../../domain/case/events.ts'
import { text } from '../../domain/values.ts'
import { acted, caseId, channel, expectedSeq, nothing, wrappedKeys } from './parts.ts'
import { caseCodes, wrapCodes } from './codes.ts'
import { everyone } from './who.ts'

export const registrationChannels = {
  'case.prepare': channel({
    when: 'unlocked',
    roles: everyone,
    input: nothing,
    output: z.strictObject({ caseId, keys: wrappedKeys }),
    codes: [...caseCodes, ...wrapCodes],
  }),
  'case.act': channel({
    when: 'unlocked',
    roles: everyone,
    input: z.strictObject({
      caseId,
      expectedSeq,
      event: agentEvent,
      reason: text.optional(),
      /** Id of the edition that a new case begins under. */
      edition: z.string().max(60).optional(),
    }),
    /** `head` and `recorded` are all that the page needs to go on with the case as it was before: it does not read the case again. */
    output: z.strictObject({ ...acted, head: caseHead }),
    /** Access of FFFFF makes an entry of the National Locum log, which has rules of its own. */
    codes: [...caseCodes, ...locumRuleCodes, 'locum-still-open'],
  }),
} as const
