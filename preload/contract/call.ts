/** The 6-digit code of the video call: texted to the mobile, then checked. */
import { z } from 'zod'
import { textRoute } from '../../domain/journey/phone-code.ts'
import { text } from '../../domain/values.ts'
import { acted, caseId, channel, expectedSeq } from './parts.ts'
import { caseCodes, textCodes } from './codes.ts'
import { everyone } from './who.ts'

export const callChannels = {
  'call.textPhoneCode': channel({
    when: 'unlocked',
    roles: everyone,
    /** `newCall`: how the next call came about, after one that was broken off because of its codes. */
    input: z.strictObject({ caseId, expectedSeq, route: textRoute, newCall: text.optional() }),
    output: z.strictObject({
      ...acted,
      outcome: z.enum(['sent', 'handed-to-agent', 'unknown', 'not-sent']),
      /** Why it was not sent: the page goes on with what was recorded. */
      problem: z.strictObject({ message: z.string(), next: z.string() }).optional(),
    }),
    codes: [...caseCodes, ...textCodes, 'secret-gone'],
  }),
  'call.verifyPhoneCode': channel({
    when: 'unlocked',
    roles: everyone,
    input: z.strictObject({ caseId, expectedSeq, typed: z.string().max(40) }),
    output: z.strictObject({
      ...acted,
      result: z.enum(['same', 'different', 'expired']),
      attemptsLeft: z.number().int(),
      callBrokenOff: z.boolean(),
    }),
    codes: [...caseCodes, 'not-digits', 'code-used', 'too-many-attempts'],
  }),
} as const
