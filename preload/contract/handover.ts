/** Handover between workstations: station cards and trust, cases that go, bundles that come, receipts. No key and no secret passes here. */
import { z } from 'zod'
import { instant, randomId, shortText, text } from '../../domain/values.ts'
import { arrivals } from '../../domain/handover/compare.ts'
import { custodies } from '../../domain/handover/custody.ts'
import { acted, base64, caseId, channel, expectedSeq, nothing, wrappedKeys } from './parts.ts'
import { bundleCodes, caseCodes, recordCodes, wrapCodes } from './codes.ts'
import { cardIssuers, cardIssuersSee, managers } from './who.ts'

const stationId = z.string().regex(/^[0-9a-f]{32}$/)
const cardFile = base64.max(20_000)
const saved = z.strictObject({ savedAs: z.string() })
const words = z.strictObject({ message: z.string(), next: z.string() })
/** Names pieces of one file as they come. */
const upload = randomId

export const handoverChannels = {
  'handover.read': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: nothing,
    output: z.strictObject({
      own: z.strictObject({ stationId, name: z.string(), fingerprint: z.array(z.string()) }),
      stations: z.array(
        z.strictObject({
          stationId,
          name: z.string(),
          state: z.enum(['trusted', 'withdrawn']),
          fingerprint: z.array(z.string()),
          confirmedAt: instant,
          confirmedBy: z.string(),
          spokeTo: z.string(),
          withdrawnAt: instant.optional(),
          withdrawnBy: z.string().optional(),
        }),
      ),
      handovers: z.array(
        z.strictObject({
          handoverId: randomId,
          direction: z.enum(['out', 'in']),
          station: z.string(),
          trusted: z.boolean(),
          at: instant,
          by: z.string(),
          cases: z.array(z.strictObject({ caseId, caseReference: z.string(), custody: z.enum([...custodies, 'moved-on']) })),
        }),
      ),
    }),
    codes: ['disk-full', 'locked', 'write-failed'],
  }),
  'handover.saveCard': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: nothing,
    output: saved,
    codes: [...recordCodes, 'locked', 'not-saved', 'write-failed'],
  }),
  /** A new key for the station card. First bundles that were made for the one before do not open any more. */
  'handover.renewCard': channel({
    when: 'unlocked',
    roles: managers,
    lasting: true,
    input: nothing,
    output: nothing,
    codes: [...recordCodes, 'locked', 'write-failed'],
  }),
  /** Whose card it is. The fingerprint is not answered: the other person reads it out. */
  'handover.readCard': channel({
    when: 'unlocked',
    roles: managers,
    input: z.strictObject({ base64: cardFile }),
    output: z.strictObject({ stationId, name: z.string(), news: z.enum(['new', 'trusted', 'changed']) }),
    codes: ['not-a-station-card', 'own-station-card'],
  }),
  'handover.trust': channel({
    when: 'unlocked',
    roles: managers,
    lasting: true,
    input: z.strictObject({ base64: cardFile, typed: z.string().max(80), spokeTo: shortText }),
    output: z.strictObject({ name: z.string() }),
    codes: [...recordCodes, 'fingerprint-different', 'not-a-station-card', 'own-station-card'],
  }),
  'handover.withdraw': channel({
    when: 'unlocked',
    roles: managers,
    input: z.strictObject({ stationId }),
    output: z.strictObject({ name: z.string() }),
    codes: [...recordCodes, 'not-trusted'],
  }),
  'handover.willGo': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.strictObject({ caseIds: z.array(caseId).min(1).max(50) }),
    output: z.strictObject({
      cases: z.array(
        z.strictObject({
          caseId,
          caseReference: z.string(),
          name: z.string(),
          scans: z.number().int(),
          bytes: z.number().int(),
          secrets: z.number().int(),
          labelVoid: z.boolean(),
          refusal: words.optional(),
        }),
      ),
    }),
    codes: [],
  }),
  /** Moves custody; the bundle is saved by `handover.saveBundle`. */
  'handover.send': channel({
    when: 'unlocked',
    roles: cardIssuers,
    lasting: true,
    input: z.strictObject({ cases: z.array(z.strictObject({ caseId, expectedSeq })).min(1).max(50), stationId }),
    output: z.strictObject({ ...acted, handoverId: randomId }),
    codes: [...caseCodes, 'card-in-printer', 'evidence-damaged', 'not-trusted', 'too-much'],
  }),
  'handover.saveBundle': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ handoverId: randomId }),
    output: saved,
    codes: [
      ...recordCodes,
      'evidence-damaged',
      'journal-damaged',
      'locked',
      'no-such-handover',
      'not-saved',
      'not-trusted',
      'nothing-outstanding',
      'write-failed',
    ],
  }),
  'handover.takeBack': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ handoverId: randomId, reason: text }),
    output: z.strictObject(acted),
    codes: [...caseCodes, 'no-such-handover', 'nothing-outstanding'],
  }),
  'handover.readReceipt': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ base64: base64.max(60_000) }),
    output: z.strictObject({ ...acted, handoverId: randomId, receipted: z.number().int() }),
    codes: [...caseCodes, 'no-such-handover', 'not-a-receipt', 'not-trusted', 'receipt-differs'],
  }),
  /** A bundle comes in pieces, in order; the first one lets go of what was there before. */
  'handover.piece': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ upload, index: z.number().int().nonnegative(), base64: base64.max(1_400_000) }),
    output: nothing,
    codes: ['bundle-lost', 'too-much'],
  }),
  'handover.look': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.strictObject({ upload }),
    output: z.strictObject({
      handoverId: randomId,
      from: z.string(),
      madeAt: instant,
      madeBy: z.string(),
      repeated: z.boolean(),
      cases: z.array(
        z.strictObject({
          caseId,
          caseReference: z.string(),
          name: z.string(),
          events: z.number().int(),
          scans: z.number().int(),
          arrival: z.enum([...arrivals, 'uuid-taken']),
          taken: z.boolean(),
          message: z.string(),
        }),
      ),
    }),
    codes: [...bundleCodes, ...recordCodes],
  }),
  /** The page adds the keys and reads the rows after `fromSeq`. */
  'handover.takeOver': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ upload }),
    output: z.strictObject({
      handoverId: randomId,
      accepted: z.number().int(),
      keys: wrappedKeys,
      fromSeq: z.number().int(),
      lastSeq: z.number().int(),
    }),
    codes: [...caseCodes, ...bundleCodes, ...wrapCodes, 'nothing-to-take', 'secret-gone', 'taken-over-before'],
  }),
  'handover.saveReceipt': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ handoverId: randomId }),
    output: saved,
    codes: [...recordCodes, 'locked', 'no-such-handover', 'not-saved', 'write-failed'],
  }),
} as const
