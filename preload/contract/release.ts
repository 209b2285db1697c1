/** Release of the passcode: a second agent approves where the policy asks for it, then it is texted. */
import { z } from 'zod'
import { textRoute } from '../../domain/journey/phone-code.ts'
import { instant, randomId, shortText, text } from '../../domain/values.ts'
import { acted, caseId, channel, expectedSeq, passphrase } from './parts.ts'
import { caseCodes, recordCodes, unlockCodes } from './codes.ts'
import { cardIssuers } from './who.ts'

export const releaseChannels = {
  /** A second agent agrees, with their own passphrase, that the passcode of this case may be texted within ten minutes. */
  'release.approve': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ caseId, agentId: randomId, passphrase }),
    output: z.strictObject({ until: instant, approvedBy: shortText }),
    codes: [...unlockCodes, ...recordCodes, 'mobile-not-confirmed', 'not-needed', 'same-agent', 'second-agent-refused'],
  }),
  'passcode.text': channel({
    when: 'unlocked',
    roles: cardIssuers,
    /** `againBecause`: needed when the passcode of this card was texted or shown before. */
    input: z.strictObject({ caseId, expectedSeq, route: textRoute, againBecause: text.optional() }),
    output: z.strictObject({ ...acted, outcome: z.enum(['sent', 'handed-to-agent', 'unknown', 'not-sent']) }),
    codes: [...caseCodes, 'same-agent', 'second-agent-needed', 'second-agent-refused', 'secret-gone'],
  }),
  'passcode.settle': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ caseId, expectedSeq, arrived: z.boolean(), note: text.optional() }),
    output: z.strictObject(acted),
    codes: [...caseCodes],
  }),
} as const
