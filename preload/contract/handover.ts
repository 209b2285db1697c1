/** Handover between workstations: station cards and trust, cases that go, bundles that come, receipts. No key and no secret passes here. */
import { z } from 'zod'
import { instant, randomId, shortText, text } from '../../domain/values.ts'
import { arrivals } from '../../domain/handover/compare.ts'
import { custodies } from '../../domain/handover/custody.ts'
import { acted, base64, caseId, channel, expectedSeq, nothing, wrappedKeys } from './parts.ts'

const stationId = z.string().regex(/^[0-9a-f]{32}$/)
const cardFile = base64.max(20_000)
const saved = z.strictObject({ savedAs: z.string() })
const words = z.strictObject({ message: z.string(), next: z.string() })
/** Names pieces of one file as they come. */
const upload = randomId

export const handoverChannels = {
  'handover.read': channel(
    'unlocked',
    nothing,
    z.strictObject({
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
  ),
  'handover.saveCard': channel('unlocked', nothing, saved),
  /** Whose card it is. The fingerprint is not answered: the other person reads it out. */
  'handover.readCard': channel(
    'unlocked',
    z.strictObject({ base64: cardFile }),
    z.strictObject({ stationId, name: z.string(), news: z.enum(['new', 'trusted', 'changed']) }),
  ),
  'handover.trust': channel(
    'unlocked',
    z.strictObject({ base64: cardFile, typed: z.string().max(80), spokeTo: shortText }),
    z.strictObject({ name: z.string() }),
  ),
  'handover.withdraw': channel('unlocked', z.strictObject({ stationId }), z.strictObject({ name: z.string() })),

  'handover.willGo': channel(
    'unlocked',
    z.strictObject({ caseIds: z.array(caseId).min(1).max(50) }),
    z.strictObject({
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
  ),
  /** Moves custody; the bundle is saved by `handover.saveBundle`. */
  'handover.send': channel(
    'unlocked',
    z.strictObject({ cases: z.array(z.strictObject({ caseId, expectedSeq })).min(1).max(50), stationId }),
    z.strictObject({ ...acted, handoverId: randomId }),
  ),
  'handover.saveBundle': channel('unlocked', z.strictObject({ handoverId: randomId }), saved),
  'handover.takeBack': channel('unlocked', z.strictObject({ handoverId: randomId, reason: text }), z.strictObject(acted)),
  'handover.readReceipt': channel(
    'unlocked',
    z.strictObject({ base64: base64.max(60_000) }),
    z.strictObject({ ...acted, handoverId: randomId, receipted: z.number().int() }),
  ),

  /** A bundle comes in pieces, in order; the first one lets go of what was there before. */
  'handover.piece': channel(
    'unlocked',
    z.strictObject({ upload, index: z.number().int().nonnegative(), base64: base64.max(1_400_000) }),
    nothing,
  ),
  'handover.look': channel(
    'unlocked',
    z.strictObject({ upload }),
    z.strictObject({
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
  ),
  /** The page adds the keys and reads the rows after `fromSeq`. */
  'handover.takeOver': channel(
    'unlocked',
    z.strictObject({ upload }),
    z.strictObject({
      handoverId: randomId,
      accepted: z.number().int(),
      keys: wrappedKeys,
      fromSeq: z.number().int(),
      lastSeq: z.number().int(),
    }),
  ),
  'handover.saveReceipt': channel('unlocked', z.strictObject({ handoverId: randomId }), saved),
} as const
