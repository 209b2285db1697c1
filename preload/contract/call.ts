/** The 6-digit code of the video call: texted to the mobile, then checked. */
import { z } from 'zod'
import { textRoute } from '../../domain/journey/phone-code.ts'
import { acted, caseId, channel, expectedSeq } from './parts.ts'
import { caseCodes, textCodes } from './codes.ts'
import { everyone } from './who.ts'

export const callChannels = {
  'call.textPhoneCode': channel({
    when: 'unlocked',
    roles: everyone,
    input: z.strictObject({ caseId, expectedSeq, route: textRoute }),
    output: z.strictObject({ ...acted, outcome: z.enum(['sent', 'handed-to-agent', 'unknown']) }),
    codes: [...caseCodes, ...textCodes, 'secret-gone'],
  }),
  'call.verifyPhoneCode': channel({
    when: 'unlocked',
    roles: everyone,
    input: z.strictObject({ caseId, expectedSeq, typed: z.string().max(40) }),
    output: z.strictObject({ ...acted, result: z.enum(['same', 'different', 'expired']), attemptsLeft: z.number().int() }),
    codes: [...caseCodes, 'not-digits', 'code-used', 'too-many-attempts'],
  }),
} as const
